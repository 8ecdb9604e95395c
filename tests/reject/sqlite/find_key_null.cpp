// error: lithe: primary key: what is given is not its type
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Text {
    std::string key{};
    static constexpr auto schema() { return table("texts", primary_key<&Text::key>); }
};

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.find<Text>("Ada"));
#else
    static_cast<void>(db.find<Text>(nullptr));  // <- here
#endif
}
