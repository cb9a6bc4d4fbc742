"""Conversations in files: read, written, and refused."""

from pathlib import Path

import pytest

from bot.debate.opinions.polis_files import read_folder, read_groups, read_meta
from bot.debate.opinions.report import opinions_of
from bot.texts import Refusal
from tests.debate.opinions.test_projection import votes_of

COMMENTS = "comment-id,moderated,comment-body\n0,1,one\n1,1,two\n"
VOTES = "timestamp,comment-id,voter-id,vote\n1,0,7,1\n2,1,7,-1\n"


def conversation(folder: Path, comments: str | bytes | None = COMMENTS, votes: str | bytes | None = VOTES) -> Path:
    for name, content in (("comments.csv", comments), ("votes.csv", votes)):
        if content is not None:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_columns_are_found_by_their_names_and_the_latest_vote_counts(tmp_path):
    votes = "vote,voter-id,Comment-ID , extra,timestamp\n-1,7,10,x,30\n1,7,10,x,20\n0,7,9,x,25\n1,ana,9,x,1\n"
    comments = '\ufeffcomment-body,comment-id,moderated\n"two\nlines, ""quoted""",10,-1\nnine,9,0\nunseen,11,1\n'
    table = read_folder(conversation(tmp_path, comments, votes))
    assert table.people == (7, "ana")
    assert table.statements == (9, 10, 11)
    assert table.rejected.tolist() == [False, True, False]
    assert votes_of(table) == {(7, 9): 0, (7, 10): -1, ("ana", 9): 1}


def test_statements_about_the_discussion_itself_count_for_nobody(tmp_path):
    comments = "comment-id,moderated,is-meta\n0,1,true\n1,1,FALSE\n2,,\n"
    assert read_folder(conversation(tmp_path, comments)).rejected.tolist() == [True, False, False]


def test_names_are_numbers_only_where_nothing_is_lost(tmp_path):
    names = ["7", "007", "-3", "+3", "1.5", "٣", "9" * 30]
    votes = "timestamp,comment-id,voter-id,vote\n" + "".join(f"1,0,{name},1\n" for name in names)
    people = read_folder(conversation(tmp_path, votes=votes)).people
    assert people == (-3, 7, *sorted(["007", "+3", "1.5", "٣", "9" * 30]))


SAVED = {
    "pandas": (
        ",comment-id,moderated,is-meta\n0,3.0,1.0,False\n1,4.0,,True\n",
        "timestamp,comment-id,voter-id,vote\n1.0,3.0,7.0,-1.0\n",
    ),
    "R": (
        '"","comment.id","moderated","is.meta"\n"1",3,1,FALSE\n"2",4,NA,TRUE\n',
        '"timestamp","comment.id","voter.id","vote"\n1.8e+12,3,7,-1\n',
    ),
    "R with commas": (
        '"comment.id";"moderated";"is.meta"\n3;1;FALSE\n4;0;TRUE\n',
        '"timestamp";"comment.id";"voter.id";"vote"\n1,8e+12;3;7;-1,0\n',
    ),
    "Excel in Polish": (
        "comment-id;moderated;is-meta;comment-body\r\n3;1;FAŁSZ;Żółw\r\n4;0;PRAWDA;\r\n;;;\r\n",
        "timestamp;comment-id;voter-id;vote\r\n1,79513E+12;3;7;-1\r\n",
    ),
    "Excel, Unicode text": (
        "comment-id\tmoderated\tis-meta\r\n3\t1\tЛОЖЬ\r\n4\t0\tИСТИНА\r\n".encode("utf-16"),
        "timestamp\tcomment-id\tvoter-id\tvote\r\n17\t3\t7\t-1\r\n".encode("utf-16"),
    ),
    "Excel in windows-1251": (
        "comment-id;moderated;is-meta;comment-body\r\n3;1;;Паром\r\n4;0;TRUE;«Да»\r\n".encode("windows-1251"),
        b"timestamp;comment-id;voter-id;vote\r\n17;3;7;-1\r\n",
    ),
    "LibreOffice": (
        '\ufeff"Comment ID","Moderated","Is meta"\n3,1,0\n4,0,1\n',
        "timestamp,comment_id,voter_id,vote\n17,3,7,-1\n",
    ),
}


@pytest.mark.parametrize(("comments", "votes"), SAVED.values(), ids=SAVED)
def test_what_other_programs_saved_is_the_same_conversation(tmp_path, comments, votes):
    table = read_folder(conversation(tmp_path, comments, votes))
    assert (table.people, table.statements) == ((7,), (3, 4))
    assert table.rejected.tolist() == [False, True]
    assert votes_of(table) == {(7, 3): -1}
    assert read_meta(tmp_path) == {4}


def test_a_number_is_one_however_it_is_written(tmp_path):
    votes = "timestamp,comment-id,voter-id,vote\n1,1,7,1\n2,1.0,8,1\n3,2,7.0,1\n4,1.5,ana,1\n"
    table = read_folder(conversation(tmp_path, "comment-id,moderated\n1,1\n2.00,1\n", votes))
    assert (table.people, table.statements) == ((7, 8, "ana"), (1, 2, "1.5"))


def test_a_conversation_without_votes_is_read(tmp_path):
    found = opinions_of(conversation(tmp_path, votes="timestamp,comment-id,voter-id,vote\n"), None)
    assert (found["participants"], found["statements"], found["in_map"], found["groups"]) == (0, 2, 0, [])
    assert found["groups_published"] is False
    assert found["reason"] == "few-voters"


@pytest.mark.parametrize(
    ("comments", "votes", "sentence"),
    [
        (None, VOTES, "There is no file {folder}/comments.csv that I could read."),
        (COMMENTS, None, "There is no file {folder}/votes.csv that I could read."),
        ("", VOTES, "comments.csv has no column “comment-id”; export the conversation again with it."),
        (COMMENTS, "timestamp,comment-id,vote\n", "votes.csv has no column “voter-id”; export the"),
        (COMMENTS, VOTES + "3,0,8,2\n", "Line 4 of votes.csv cannot be used: “2” makes no sense there."),
        (COMMENTS, VOTES + "3,0,8,agree\n", "Line 4 of votes.csv cannot be used: “agree” makes no sense there."),
        (COMMENTS, VOTES + "3,0,,1\n", "Line 4 of votes.csv cannot be used: “” makes no sense there."),
        (COMMENTS, VOTES + "now,0,8,1\n", "Line 4 of votes.csv cannot be used: “now” makes no sense there."),
        (COMMENTS, VOTES + "inf,0,8,1\n", "Line 4 of votes.csv cannot be used: “inf” makes no sense there."),
        (COMMENTS, VOTES + f"{9**40},0,8,1\n", "Line 4 of votes.csv cannot be used: “14780882941434592331"),
        (COMMENTS, VOTES + "3,0\n", "Line 4 of votes.csv has fewer cells than the head of the table."),
        (COMMENTS, VOTES.encode("utf-16")[2:], "votes.csv is not a text file."),
        (COMMENTS, bytes(range(256)), "votes.csv is not a text file."),
        (COMMENTS, VOTES.encode("utf-16")[:-1], "votes.csv is not a text file."),
        (COMMENTS, VOTES + "3,0,NA,1\n", "Line 4 of votes.csv cannot be used: “NA” makes no sense there."),
        (COMMENTS, VOTES + "3,0,8,0.5\n", "Line 4 of votes.csv cannot be used: “0.5” makes no sense there."),
        (
            COMMENTS,
            VOTES.encode() + b"3,0,8,\xe0\n",
            "Line 4 of votes.csv cannot be used: “\\xe0” makes no sense",
        ),
        ("comment-id,moderated,is-meta\n0,1,maybe\n", VOTES, "Line 2 of comments.csv cannot be used: “maybe” makes"),
        (COMMENTS, VOTES + '"' + "x" * 200_000, "votes.csv is not a table in CSV: I cannot read line 4."),
        ("comment-id,moderated\n0,perhaps\n", VOTES, "Line 2 of comments.csv cannot be used: “perhaps” makes"),
    ],
    ids=[
        "no comments",
        "no votes",
        "an empty file",
        "a missing column",
        "an unknown vote",
        "a word for a vote",
        "a voter without a name",
        "no time",
        "an endless time",
        "a time beyond all",
        "a short line",
        "UTF-16 that does not say so",
        "bytes",
        "UTF-16 that was cut off",
        "nobody",
        "half a vote",
        "a letter of another encoding",
        "an unknown truth",
        "an open quote",
        "an unknown moderation",
    ],
)
def test_what_cannot_be_used_is_refused_with_one_sentence(tmp_path, comments, votes, sentence):
    with pytest.raises(Refusal) as refused:
        opinions_of(conversation(tmp_path, comments, votes), None)
    assert str(refused.value).startswith(sentence.format(folder=tmp_path))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("path", ["nowhere", "file.txt"], ids=["not there", "no folder"])
def test_a_folder_that_is_none_is_refused(tmp_path, path):
    (tmp_path / "file.txt").write_text("no folder")
    with pytest.raises(Refusal, match=r"There is no file .*comments\.csv that I could read\."):
        opinions_of(tmp_path / path, None)


def test_groups_are_taken_as_given_with_their_names_and_all_their_members(tmp_path):
    conversation(tmp_path)
    groups = tmp_path / "groups.csv"
    groups.write_text("group-id,participant\nleft,7\nleft,never voted\n2,8\n,9\nNA,10\n")
    found = opinions_of(tmp_path, groups)
    assert [(group["id"], group["members"]) for group in found["groups"]] == [(2, [8]), ("left", [7, "never voted"])]
    assert found["participants"] == 1
    assert found["groups_published"] is False


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("participant,group-id\n1,\n", "Nobody is in a group in groups.csv"),
        ("participant,group\n1,2\n", "groups.csv has no column “group-id”"),
    ],
    ids=["no groups", "no column"],
)
def test_a_file_of_groups_without_groups_is_refused(tmp_path, content, sentence):
    path = tmp_path / "groups.csv"
    path.write_text(content)
    with pytest.raises(Refusal) as refused:
        read_groups(path)
    assert str(refused.value).startswith(sentence)


def test_the_report_names_everything_as_the_command_line_promises(tmp_path):
    found = opinions_of(conversation(tmp_path), None)
    assert list(found) == [
        "participants",
        "statements",
        "voters",
        "in_map",
        "groups",
        "groups_published",
        "reason",
        "silhouette",
        "silhouette_shuffled",
        "stability",
        "consensus",
        "group_informed_consensus",
        "extremity",
        "priority",
        "points",
        "components",
        "by_group",
    ]
    assert found["groups"] == [
        {"id": 0, "members": [7], "representative": [{"statement": 0, "direction": "agree", "best_agree": True}]}
    ]
    assert set(found["extremity"]) == set(found["priority"]) == {"0", "1"}
    assert found["points"] == {"7": [0.0, 0.0]}
    assert found["components"] == [[0.0, 0.0], [0.0, 0.0]]


def test_a_hundred_thousand_votes_of_a_hundred_thousand_people_are_read(tmp_path):
    votes = "timestamp,comment-id,voter-id,vote\n" + "".join(f"{n},{n % 9},v{n},1\n" for n in range(100_000))
    assert len(read_folder(conversation(tmp_path, votes=votes)).people) == 100_000
