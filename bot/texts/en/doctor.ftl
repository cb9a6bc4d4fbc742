doctor-program = Python { $python }, SQLite { $sqlite }; words in { $languages }.
doctor-database-ready = The tables are those of this version ({ $head }).
doctor-database-behind = The tables are at revision { $at }, this version has { $head }: run “counterpoint migrate”.
doctor-lines = { $waiting ->
        [0] Nothing waits
        [one] { $waiting } row waits
       *[other] { $waiting } rows wait
    }, { $failed ->
        [0] nothing failed
        [one] { $failed } update failed
       *[other] { $failed } updates failed
    }, { $unclear ->
        [0] nothing is unclear.
        [one] { $unclear } message is unclear.
       *[other] { $unclear } messages are unclear.
    }
doctor-lines-none = Nothing is kept yet.
doctor-lines-unread = What is kept cannot be looked at before the database is well.
doctor-worker-up = The worker process starts and reads.
doctor-worker-down = The worker process did not answer: articles cannot be read. Its reason is in the log.
doctor-telegram = This is @{ $name }. { $reads ->
        [yes] It sees all messages of its groups.
       *[other] It sees commands, mentions and replies in its groups; that is enough to ask. To start comment threads by itself it must see channel posts too: make it an administrator there, or turn privacy mode off at @BotFather.
    }
doctor-database-none = There is no database yet; the first start makes { $path }.
