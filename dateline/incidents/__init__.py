"""The same occurrence across reports: block, compare, group, relate; and who says so.

Events go in as slim comparison records (`record`), pairs worth a look share a block key (`block`), each pair
is compared by named features (`features`, `compare`), pairs become groups without contradiction (`group`),
and people's judgements hold against any re-run (`judged`).
"""
