// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations.hpp>
#include <lithe/sqlite.hpp>

#include "service_migrations.hpp"

bool embedded_files_run();
bool embedded_files_run() {
    namespace m = lithe::migrations;
    lithe::connection db{":memory:"};
    m::migrator{db, m::sql_texts(service_migrations)}.migrate();
    return db.fetch_one(lithe::sql<"SELECT name FROM guests">.as<std::string>()) ==
           R"x(a;[b]\"${c}@d@)" ü)x";
}
