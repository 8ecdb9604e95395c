// error: lithe: select_as\(\), returning_as\(\): the aggregate has another number of fields; give
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Row {
    std::string name{};
    int age = 0;
};

#ifdef CORRECTED
constexpr auto statement = from<User>().select_as<Row>(col<&User::name>, col<&User::age>);
#else
constexpr auto statement = from<User>().select_as<Row>(col<&User::name>);  // <- here
#endif
