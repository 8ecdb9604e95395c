// error: lithe: enum_text: names are missing, or one is there twice
// error: state
#include <lithe/sql.hpp>

enum class Status { open, paid };
template <>
struct lithe::value_traits<Status> : lithe::enum_text<Status> {
#ifdef CORRECTED
    static constexpr lithe::enum_name<Status> names[] = {{Status::open, "open"},
                                                         {Status::paid, "paid"}};
#else
    static constexpr lithe::enum_name<Status> names[] = {{Status::open, "open"},
                                                         {Status::paid, "open"}};
#endif
};
struct Entity {
    std::int64_t id = 0;
    Status state = Status::open;
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
