// error: lithe: schema\(\): a field's default, collation, name, form or unique<> is said twice; say it once
#include <lithe/sql.hpp>

struct User {
    std::int64_t id = 0;
    int number = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("users", lithe::unique<&User::number>);
#else
        return lithe::table("users", lithe::unique<&User::number>, lithe::unique<&User::number>);
#endif
    }
};
constexpr auto text = lithe::create_table_sql<User>();  // <- here
