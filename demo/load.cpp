// SPDX-License-Identifier: BSL-1.0
#include "load.hpp"
#include "print.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace demo {
namespace {

using lithe::col;

/// So many stanzas are one transaction.
constexpr std::size_t chunk_size = 32;

/// What one producer makes of one chunk; nobody else touches it.
struct chunk {
    std::span<stanza const> stanzas{};
    std::vector<record> records{};
    std::vector<bad_line> bad{};
    std::size_t not_installed = 0;
};

/// Gives each chunk to one of `producers` threads; shows the sum of what `work(chunk)` returns.
///
/// Errors: the first exception of `work`, when all threads have ended.
template <class Work>
void share(std::vector<chunk>& chunks, unsigned producers, progress& state, Work work) {
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> done = 0;
    std::atomic<unsigned> busy = producers;
    std::vector<std::exception_ptr> failures(producers);
    std::vector<std::thread> threads;
    for (unsigned number = 0; number < producers; ++number) {
        threads.emplace_back([&, number] {
            try {
                for (auto at = next++; at < chunks.size(); at = next++)
                    done += work(chunks[at]);
            } catch (...) {
                failures[number] = std::current_exception();
                next = chunks.size();  // the others stop, too
            }
            --busy;
        });
    }
    while (busy > 0) {
        state.show(done);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    for (auto& thread : threads)
        thread.join();
    for (auto const& failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
}

/// Writes the packages of a chunk in one transaction; a package that is there already stays.
void write_packages(lithe::database& db, chunk& work) {
    // The callback may be run again, so it gives its result back instead of changing `work`.
    auto const keys = db.write([&](lithe::transaction& tx) {
        std::vector<std::optional<std::int64_t>> assigned;
        for (auto const& one : work.records) {
            assigned.push_back(
                tx.fetch_optional(lithe::insert_into<Package>()
                                      .values(one.package)
                                      .on_conflict<&Package::name, &Package::architecture>()
                                      .do_nothing()
                                      .returning(col<&Package::id>)));
        }
        return assigned;
    });
    for (std::size_t at = 0; at < keys.size(); ++at) {
        auto& one = work.records[at];
        if (keys[at]) {
            one.package.id = *keys[at];
            for (auto& wanted : one.dependencies)
                wanted.package_id = *keys[at];
        } else {
            work.bad.push_back({one.line, "a second package " + one.package.name + ":" +
                                              one.package.architecture});
        }
    }
    std::erase_if(work.records, [](record const& one) { return one.package.id == 0; });
}

std::size_t read_and_write_packages(lithe::database& db, chunk& work) {
    for (auto const& stanza : work.stanzas) {
        auto const bad_before = work.bad.size();
        if (auto one = read_stanza(stanza, work.bad)) {
            work.records.push_back(std::move(*one));
        } else if (work.bad.size() == bad_before) {
            ++work.not_installed;
        }
    }
    write_packages(db, work);
    return work.stanzas.size();
}

/// Which package a name means.
class known_names {
public:
    explicit known_names(std::vector<chunk> const& chunks) {
        for (auto const& one : chunks) {
            for (auto const& loaded : one.records) {
                real_[loaded.package.name].push_back(&loaded.package);
                for (auto const& name : loaded.provides)
                    virtual_[name].push_back(&loaded.package);
            }
        }
    }

    /// The package of that name, or one that provides it; of several, one of the same architecture.
    std::optional<std::int64_t> find(std::string const& name, std::string_view architecture) const {
        for (auto const* table : {&real_, &virtual_}) {
            auto const found = table->find(name);
            if (found == table->end())
                continue;
            auto const* best =
                *std::ranges::min_element(found->second, {}, [&](Package const* one) {
                    bool const other = one->architecture != architecture;
                    return std::pair(other && one->architecture != "all", one->name);
                });
            return best->id;
        }
        return std::nullopt;
    }

private:
    using names = std::unordered_map<std::string, std::vector<Package const*>>;
    names real_{};
    names virtual_{};
};

std::size_t write_dependencies(lithe::database& db, chunk const& work, known_names const& known) {
    std::vector<Dependency> rows;
    for (auto const& one : work.records) {
        for (auto wanted : one.dependencies) {
            wanted.target_id = known.find(wanted.target, one.package.architecture);
            rows.push_back(std::move(wanted));
        }
    }
    return static_cast<std::size_t>(db.insert_all(rows));
}

std::vector<chunk> make_chunks(std::span<stanza const> stanzas) {
    std::vector<chunk> chunks;
    for (; !stanzas.empty(); stanzas = stanzas.subspan(std::min(chunk_size, stanzas.size())))
        chunks.push_back({.stanzas = stanzas.first(std::min(chunk_size, stanzas.size()))});
    return chunks;
}

}  // namespace

load_report load(lithe::database& db, std::string_view text, unsigned producers) {
    auto const begun = std::chrono::steady_clock::now();
    db.create_tables<Package, Dependency>();
    db.write([](lithe::transaction& tx) {
        tx.execute(lithe::delete_from<Dependency>().all_rows());
        tx.execute(lithe::delete_from<Package>().all_rows());
    });

    auto const stanzas = split_stanzas(text);
    auto chunks = make_chunks(stanzas);
    load_report report;

    progress packages("packages", stanzas.size());
    share(chunks, producers, packages,
          [&](chunk& work) { return read_and_write_packages(db, work); });
    std::size_t wanted = 0;
    for (auto& work : chunks) {
        report.packages += work.records.size();
        report.not_installed += work.not_installed;
        report.bad.insert(report.bad.end(), work.bad.begin(), work.bad.end());
        for (auto const& one : work.records)
            wanted += one.dependencies.size();
    }
    packages.finish(stanzas.size());

    known_names const known(chunks);
    progress dependencies("dependencies", wanted);
    share(chunks, producers, dependencies,
          [&](chunk& work) { return write_dependencies(db, work, known); });
    dependencies.finish(wanted);

    std::ranges::sort(report.bad, {},
                      [](bad_line const& one) { return std::tie(one.number, one.reason); });
    report.dependencies = wanted;
    report.writes = 2 * chunks.size() + 1;
    report.time = std::chrono::steady_clock::now() - begun;
    return report;
}

}  // namespace demo
