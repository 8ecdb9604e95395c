// error: lithe: select_as\(\), returning_as\(\): a field would drop NULL; make it std::optional o
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Row {
    std::string name{};
    int age = 0;
};

#ifdef CORRECTED
constexpr auto statement = update<User>()
                               .set(col<&User::age> = 3)
                               .all_rows()
                               .returning_as<Row>(col<&User::name>, col<&User::age>);
#else
constexpr auto statement = update<User>()
                               .set(col<&User::age> = 3)
                               .all_rows()
                               .returning_as<Row>(col<&User::email>, col<&User::age>);  // <- here
#endif
