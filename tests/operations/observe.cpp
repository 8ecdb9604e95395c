// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/observe.hpp>

#include <lithe/lithe.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe::col;
using lithe::from;
using namespace std::chrono_literals;

namespace observe_test {

struct User {
    std::int64_t id = 0;
    int age = 0;
};
struct Post {
    std::int64_t id = 0;
    std::int64_t user_id = 0;

    static constexpr auto schema() {
        return lithe::table(
            "posts", lithe::primary_key<&Post::id>,
            lithe::foreign_key<&Post::user_id>.references<&User::id>().on_delete(lithe::cascade));
    }
};
struct Setting {
    std::string name{};
    int value = 0;

    static constexpr auto schema() {
        return lithe::table("settings", lithe::primary_key<&Setting::name>, lithe::without_rowid);
    }
};

}  // namespace observe_test

using observe_test::Post;
using observe_test::Setting;
using observe_test::User;

namespace {

/// What a callback got, and a wait for it.
template <class Value>
class inbox {
public:
    void put(Value value) {
        std::lock_guard const lock(mutex_);
        values_.push_back(std::move(value));
        changed_.notify_all();
    }
    /// Whether that many have come, in the time that a loaded machine needs.
    bool wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return values_.size() >= count; });
    }
    std::vector<Value> all() {
        std::lock_guard const lock(mutex_);
        return values_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Value> values_;
};

auto const older = from<User>().where(col<&User::age> > 30);

/// Waits until a commit that touches `db`'s users has been observed by a probe of its own, so that
/// what would have come to the others has come.
void settle(lithe::database& db) {
    inbox<int> seen;
    auto const probe = db.observe(from<User>(), [&](std::vector<User> const&) { seen.put(1); });
    REQUIRE(seen.wait_for(1));
}

}  // namespace

TEST_CASE("observe: the rows as they are, then after each commit that touches the table") {
    auto db = lithe::database::in_memory();
    db.create_tables<User, Post>();
    db.insert(User{.age = 40});
    inbox<std::size_t> seen;
    std::thread::id writer;
    std::atomic<bool> on_writer{false};
    db.write([&](lithe::transaction&) { writer = std::this_thread::get_id(); });
    auto const watch = db.observe(older, [&](std::vector<User> const& rows) {
        on_writer = on_writer || std::this_thread::get_id() == writer;
        seen.put(rows.size());
    });
    REQUIRE(seen.wait_for(1));
    for (std::size_t at = 2; at < 10; ++at) {
        db.insert(User{.age = 50});
        REQUIRE(seen.wait_for(at));
    }
    CHECK(seen.all() == std::vector<std::size_t>{1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK_FALSE(on_writer);
}

TEST_CASE("observe: one commit is one call; other tables, reads and what was undone are none") {
    auto db = lithe::database::in_memory();
    db.create_tables<User, Post>();
    db.insert(User{.id = 1});
    inbox<std::size_t> seen;
    auto const watch =
        db.observe(from<User>(), [&](std::vector<User> const& rows) { seen.put(rows.size()); });
    REQUIRE(seen.wait_for(1));
    db.write([](lithe::transaction& tx) {
        for (int at = 0; at < 100; ++at)
            tx.insert(User{});
    });
    REQUIRE(seen.wait_for(2));
    settle(db);
    CHECK(seen.all() == std::vector<std::size_t>{1, 101});

    db.insert(Post{.user_id = 1});
    db.read([](lithe::reader& r) { return r.fetch_all(from<User>()); });
    CHECK_THROWS(db.write([](lithe::transaction& tx) {
        tx.insert(User{});
        throw std::runtime_error("undone");
    }));
    settle(db);
    CHECK(seen.all().size() == 2);
}

TEST_CASE("observe: members of one batch are told apart") {
    auto db = lithe::database::in_memory();
    db.create_tables<User, Post>();
    db.insert(User{.id = 1});
    inbox<std::size_t> users;
    inbox<std::size_t> posts;
    auto const first =
        db.observe(from<User>(), [&](std::vector<User> const& rows) { users.put(rows.size()); });
    auto const second =
        db.observe(from<Post>(), [&](std::vector<Post> const& rows) { posts.put(rows.size()); });
    REQUIRE(users.wait_for(1));
    REQUIRE(posts.wait_for(1));
    std::atomic<bool> go{false};
    auto held = db.async_write([&](lithe::transaction&) {
        while (!go)
            std::this_thread::yield();
    });
    auto good = db.async_write([](lithe::transaction& tx) { tx.insert(Post{.user_id = 1}); });
    auto bad = db.async_write([](lithe::transaction& tx) {
        tx.insert(User{});
        throw std::runtime_error("undone");
    });
    auto also = db.async_write([](lithe::transaction& tx) { tx.insert(Post{.user_id = 1}); });
    go = true;
    held.get();
    good.get();
    also.get();
    CHECK_THROWS(bad.get());
    REQUIRE(posts.wait_for(2));
    settle(db);
    CHECK(posts.all().back() == 2);
    CHECK(users.all().size() == 1);
}

TEST_CASE("observe: cascades, joins, tables without rowid, and DELETE of all rows") {
    auto db = lithe::database::in_memory();
    db.create_tables<User, Post, Setting>();
    db.insert(User{.id = 1, .age = 40});
    db.insert(Post{.user_id = 1});
    inbox<std::size_t> posts;
    inbox<std::size_t> joined;
    inbox<std::size_t> settings;
    auto const one =
        db.observe(from<Post>(), [&](std::vector<Post> const& rows) { posts.put(rows.size()); });
    auto const two = db.observe(from<Post>().join<User>().select(col<&User::age>),
                                [&](std::vector<int> const& rows) { joined.put(rows.size()); });
    auto const three = db.observe(
        from<Setting>(), [&](std::vector<Setting> const& rows) { settings.put(rows.size()); });
    REQUIRE(posts.wait_for(1));
    REQUIRE(joined.wait_for(1));
    REQUIRE(settings.wait_for(1));
    db.update(User{.id = 1, .age = 41});
    REQUIRE(joined.wait_for(2));
    db.erase<User>(1);
    REQUIRE(posts.wait_for(2));
    CHECK(posts.all().back() == 0);
    db.insert(Setting{.name = "a"});
    REQUIRE(settings.wait_for(2));
    CHECK(settings.all().back() == 1);
    db.insert(User{.id = 2});
    db.insert(Post{.user_id = 2});
    REQUIRE(posts.wait_for(3));
    db.execute(lithe::delete_from<Post>().all_rows());
    REQUIRE(posts.wait_for(4));
    CHECK(posts.all().back() == 0);
}

TEST_CASE("observe: an exception goes to .on_error and ends it, the others go on") {
    inbox<std::string> errors;
    auto db = lithe::database::in_memory({.on_error = [&](lithe::background_error const& failed) {
        try {
            std::rethrow_exception(failed.error);
        } catch (std::exception const& error) {
            errors.put(std::string(failed.where) + ": " + error.what());
        }
    }});
    db.create_tables<User>();
    std::atomic<int> calls{0};
    inbox<int> good;
    auto const bad = db.observe(from<User>(), [&](std::vector<User> const& rows) {
        ++calls;
        if (!rows.empty())
            throw std::runtime_error("mine");
    });
    auto const fine = db.observe(from<User>(), [&](std::vector<User> const&) { good.put(1); });
    REQUIRE(good.wait_for(1));
    db.insert(User{});
    REQUIRE(errors.wait_for(1));
    REQUIRE(good.wait_for(2));
    db.insert(User{});
    REQUIRE(good.wait_for(3));
    CHECK(errors.all() == std::vector<std::string>{"observe: mine"});
    CHECK(calls == 2);
}

TEST_CASE("observe: the end of the handle waits for the callback and nothing comes after") {
    auto db = lithe::database::in_memory();
    db.create_tables<User>();
    std::atomic<bool> inside{false};
    std::atomic<bool> done{false};
    std::atomic<int> calls{0};
    {
        auto const watch = db.observe(from<User>(), [&](std::vector<User> const&) {
            ++calls;
            inside = true;
            std::this_thread::sleep_for(30ms);
            done = true;
        });
        while (!inside)
            std::this_thread::yield();
    }
    CHECK(done);
    auto const before = calls.load();
    db.insert(User{});
    settle(db);
    CHECK(calls == before);
}

TEST_CASE("observe: a callback may write, read, end itself; the handle may outlive the database") {
    std::optional<lithe::observation> watch;
    inbox<std::size_t> seen;
    lithe::observation late;
    {
        auto db = lithe::database::in_memory();
        db.create_tables<User>();
        std::mutex assigned;
        std::unique_lock lock(assigned);
        watch = db.observe(from<User>(), [&](std::vector<User> const& rows) {
            if (rows.size() < 3) {
                db.insert(User{});
            } else {
                std::lock_guard const wait(assigned);
                watch->end();
            }
            seen.put(db.fetch_all(from<User>()).size());
        });
        lock.unlock();
        REQUIRE(seen.wait_for(4));
        db.insert(User{});
        settle(db);
        CHECK(seen.all().size() == 4);
        late = db.observe(from<User>(), [](std::vector<User> const&) {});
    }
    late.end();
}

TEST_CASE("observe: commits of other connections are found") {
    scratch_folder const folder;
    lithe::database db{folder.file("a.db")};
    db.create_tables<User>();
    inbox<std::size_t> seen;
    auto const watch =
        db.observe(from<User>(), [&](std::vector<User> const& rows) { seen.put(rows.size()); });
    REQUIRE(seen.wait_for(1));
    lithe::connection other{folder.file("a.db")};
    other.insert(User{});
    REQUIRE(seen.wait_for(2));
    CHECK(seen.all().back() == 1);
    db.insert(User{});
    REQUIRE(seen.wait_for(3));
    std::this_thread::sleep_for(500ms);  // two looks: its own commit is not somebody else's
    CHECK(seen.all() == std::vector<std::size_t>{0, 1, 2});

    lithe::database const readers{folder.file("a.db"), {.mode = lithe::open::read_only}};
    inbox<std::size_t> there;
    auto const from_there = readers.observe(
        from<User>(), [&](std::vector<User> const& rows) { there.put(rows.size()); });
    REQUIRE(there.wait_for(1));
    db.insert(User{});
    REQUIRE(there.wait_for(2));
    CHECK(there.all().back() == 3);
}

TEST_CASE("observe: the last state always arrives, whatever was coalesced") {
    auto db = lithe::database::in_memory();
    db.create_tables<User>();
    std::atomic<std::size_t> last{0};
    std::atomic<bool> shrank{false};
    auto const watch = db.observe(from<User>(), [&](std::vector<User> const& rows) {
        shrank = shrank || rows.size() < last;
        last = rows.size();
    });
    std::vector<std::thread> threads;
    for (int at = 0; at < 4; ++at) {
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round)
                db.insert(User{});
        });
    }
    for (auto& thread : threads)
        thread.join();
    auto const until = std::chrono::steady_clock::now() + 10s;
    while (last != 800 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(1ms);
    CHECK(last == 800);
    CHECK_FALSE(shrank);
}

TEST_CASE("observe_changes: which tables and which rows") {
    auto db = lithe::database::in_memory();
    db.create_tables<User, Post>();
    inbox<lithe::table_changes> seen;
    auto const watch = db.observe_changes<User, Post>(
        [&](lithe::table_changes const& changes) { seen.put(changes); });
    settle(db);
    db.write([](lithe::transaction& tx) {
        tx.insert(User{.id = 7});
        tx.insert(Post{.id = 3, .user_id = 7});
        tx.update(User{.id = 7, .age = 1});
        tx.erase<Post>(3);
    });
    REQUIRE(seen.wait_for(1));
    auto const first = seen.all().front();
    CHECK(first.complete);
    CHECK(first.tables == std::vector<std::string>{"user", "posts"});
    REQUIRE(first.rows.size() == 4);
    CHECK(first.rows[0].table == "user");
    CHECK(first.rows[0].action == lithe::row_action::inserted);
    CHECK(first.rows[0].rowid == 7);
    CHECK(first.rows[1].table == "posts");
    CHECK(first.rows[2].action == lithe::row_action::updated);
    CHECK(first.rows[3].action == lithe::row_action::erased);
    CHECK(first.rows[3].rowid == 3);
    db.execute(lithe::delete_from<User>().all_rows());
    REQUIRE(seen.wait_for(2));
}

TEST_CASE("observe: a query that cannot run is refused at once; so is a closed database") {
    auto db = lithe::database::in_memory();
    CHECK_THROWS_AS(db.observe(from<User>(), [](std::vector<User> const&) {}), lithe::error);
    db.create_tables<User>();
    auto const watch = db.observe(from<User>(), [](std::vector<User> const&) {});
    db.close();
    CHECK_THROWS_AS(db.observe(from<User>(), [](std::vector<User> const&) {}), lithe::closed);
}
