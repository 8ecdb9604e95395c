// error: lithe: select_as\(\), returning_as\(\): a field would drop NULL; make it std::optional o
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Row {
    std::string name{};
    int age = 0;
};

#ifdef CORRECTED
constexpr auto statement =
    from<User>().select_as<Row>(coalesce(col<&User::email>, ""), col<&User::age>);
#else
constexpr auto statement =
    from<User>().select_as<Row>(col<&User::email>, col<&User::age>);  // <- here
#endif
