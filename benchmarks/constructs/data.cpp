// SPDX-License-Identifier: BSL-1.0
//
// The files: made and filled once by lithe, copied for the other side.

#include "../runtime/settings.hpp"
#include "data.hpp"
#include "model.hpp"

namespace bench {

hand::hand(std::string const& path) {
    if (sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
        SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(db_)};
    run(production_settings);
}

files::files(std::filesystem::path directory) : directory_{std::move(directory)} {
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    {
        lithe::connection db{lithe_file()};
        db.create_tables<Person, Post, Word>();
        db.execute_script(
            "BEGIN;"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
            " INSERT INTO people SELECT i, 'User ' || i, 'user' || i || '@example.org',"
            " 18 + i % 60, i * 0.25, iif(i % 2 = 0, 'Writes about databases, gardens and ' || i,"
            " NULL), iif(i = 1, NULL, i / 4 + (i < 4)) FROM n;"
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
            " INSERT INTO posts SELECT i, i % 5000 + 1, 'Post number ' || i || ' of many',"
            " '{\"words\":' || (i % 700) || ',\"tags\":[\"sql\",\"c++\",\"t' || (i % 9) || '\"]}',"
            " i * 31 % 6, 1700000000000 + i * 3600000 FROM n;"
            "INSERT INTO words SELECT 'word ' || id, id % 7 FROM people WHERE id <= 5000;"
            "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }
    make_documents(lithe_file());
    make_typed(lithe_file());
    std::filesystem::copy_file(lithe_file(), hand_file());
}

}  // namespace bench
