// SPDX-License-Identifier: BSL-1.0
//
// What a plugin with symbols of its own does with a database of the program that loaded it: callers
// and the writer thread then run different copies of the same inline functions, and whatever these
// keep in a static variable exists twice.

#include <lithe/lithe.hpp>

#include <thread>
#include <vector>

namespace {

struct note {
    std::int64_t id = 0;
    std::string text{};
};

}  // namespace

/// How many results were wrong; 1000 for an exception.
extern "C" [[gnu::visibility("default")]] int lithe_plugin_database(lithe::database* db,
                                                                    int callers, int each) {
    try {
        db->create_tables<note>();
        std::int64_t const before = db->fetch_one(lithe::from<note>().select(lithe::count()));
        std::vector<int> wrong(static_cast<std::size_t>(callers));
        std::vector<std::thread> threads;
        for (int& mine : wrong) {
            threads.emplace_back([&mine, db, each] {
                for (int at = 0; at < each; ++at) {
                    std::int64_t const id = db->insert(note{.text = "waited for"});
                    auto later = db->async_write(
                        [id](lithe::transaction& tx) { return tx.get<note>(id).text; });
                    mine += db->get<note>(id).id != id;
                    mine += later.get() != "waited for";
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        int sum = 0;
        for (int const mine : wrong)
            sum += mine;
        auto const after = db->fetch_one(lithe::from<note>().select(lithe::count()));
        return sum + (after - before != std::int64_t{callers} * each);
    } catch (...) {
        return 1000;
    }
}
