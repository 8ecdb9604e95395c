// error: lithe: select_as\(\), returning_as\(\): a field's type is not that of its expression; ch
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Row {
    std::string name{};
    int age = 0;
};

#ifdef CORRECTED
constexpr auto statement = from<User>().select_as<Row>(col<&User::name>, count());
#else
constexpr auto statement =
    from<User>().select_as<Row>(col<&User::name>, total(col<&User::age>));  // <- here
#endif
