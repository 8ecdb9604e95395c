// error: lithe: fetch: this statement returns no rows; use execute\(\), returning\(\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

#include <iostream>

using namespace lithe;

void print(connection& db, std::string const& name) {
#ifdef CORRECTED
    auto const query = from<blog::User>().select(col<&blog::User::name>);
#else
    auto const query = update<blog::User>().set(col<&blog::User::name> = name).all_rows();
#endif
    std::cout << db.fetch_one(query) << name + db.fetch_one(query);  // <- here
}
