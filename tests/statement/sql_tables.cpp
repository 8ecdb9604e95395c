// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/sql_tables.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using lithe::detail::tables_in;
using names = std::vector<std::string>;

TEST_CASE("sql_tables: the tables that a text names") {
    CHECK(tables_in("SELECT \"a\".\"x\", 1 FROM \"a\" LEFT JOIN \"b\" AS \"a2\" ON 1") ==
          names{"a", "b"});
    CHECK(tables_in("SELECT x, y FROM a, b AS c, main.d WHERE x IN (1, y) ORDER BY x, y") ==
          names{"a", "b", "d"});
    CHECK(tables_in("INSERT INTO \"we\"\"ird\" (\"x\", \"y\") VALUES (?1, ?2) ON CONFLICT (\"x\") "
                    "DO UPDATE SET \"y\" = 1") == names{"we\"ird"});
    CHECK(tables_in("INSERT INTO a(x) SELECT c0 FROM lithe_rows") == names{"a"});
    CHECK(
        tables_in("UPDATE OR IGNORE a SET x = (SELECT max(y) FROM b), z = 1 FROM [c d] WHERE 1") ==
        names{"a", "b", "c d"});
    CHECK(tables_in("DELETE FROM a WHERE x IN b AND y IS NOT DISTINCT FROM z") == names{"a", "b"});
    CHECK(tables_in("SELECT * FROM (SELECT 1 FROM a) AS s, (b CROSS JOIN c)") ==
          names{"a", "b", "c"});
    CHECK(tables_in("WITH t(i, j) AS (SELECT 1, x FROM a UNION ALL SELECT i, j FROM t LIMIT 3), u "
                    "AS NOT MATERIALIZED (SELECT * FROM b) SELECT * FROM t JOIN u, A") ==
          names{"a", "b"});
    CHECK(tables_in("SELECT value FROM json_each(?1), lithe_array(?2), a, generate_series(1, 2)") ==
          names{"a"});
    CHECK(tables_in("SELECT 'FROM a', \"from\" /* FROM b */ FROM c -- JOIN d") == names{"c"});
    CHECK(tables_in("SELECT 1").empty());
}
