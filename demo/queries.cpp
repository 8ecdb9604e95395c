// SPDX-License-Identifier: BSL-1.0
#include "queries.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace demo {

using lithe::col;
using lithe::count;
using lithe::desc;
using lithe::from;
using lithe::sum;

std::vector<LargestOfSection> largest_by_section(lithe::database& db, std::int64_t rows) {
    auto const sections =
        from<Package>()
            .group_by(col<&Package::section>)
            .select_as<SectionSize>(col<&Package::section>, count(),
                                    sum(col<&Package::installed_kib>))
            .order_by(desc(sum(col<&Package::installed_kib>)), col<&Package::section>)
            .limit(rows);
    // One snapshot for all of it: a section cannot change between the two queries.
    return db.read([&](lithe::reader& r) {
        std::vector<LargestOfSection> result;
        for (auto& section : r.fetch_all(sections)) {
            auto const largest =
                from<Package>()
                    .where(col<&Package::section> == section.section)
                    .select_as<Sized>(col<&Package::name>, col<&Package::installed_kib>,
                                      col<&Package::summary>)
                    .order_by(desc(col<&Package::installed_kib>), col<&Package::name>)
                    .limit(1);
            result.push_back({section, r.fetch_optional(largest)});
        }
        return result;
    });
}

std::vector<Wanted> most_wanted(lithe::database& db, std::int64_t rows) {
    // Two foreign keys lead from dependencies to packages, so the join says which one it means.
    return db.fetch_all(from<Package>()
                            .join<Dependency>(col<&Dependency::target_id> == col<&Package::id>)
                            .where(col<&Dependency::kind> != relation::recommends,
                                   col<&Dependency::package_id> != col<&Package::id>)
                            .group_by(col<&Package::id>, col<&Package::name>,
                                      col<&Package::installed_kib>, col<&Package::summary>)
                            .select_as<Wanted>(col<&Package::name>,
                                               count(lithe::distinct(col<&Dependency::package_id>)),
                                               col<&Package::installed_kib>, col<&Package::summary>)
                            .order_by(desc(count(lithe::distinct(col<&Dependency::package_id>))),
                                      col<&Package::name>)
                            .limit(rows));
}

std::pair<std::int64_t, std::vector<Sized>> unwanted(lithe::database& db, std::int64_t rows) {
    auto const packages =
        from<Package>()
            .left_join<Dependency>(col<&Dependency::target_id> == col<&Package::id> &&
                                   col<&Dependency::package_id> != col<&Package::id>)
            .where(col<&Dependency::package_id>.is_null());
    auto const largest = packages
                             .select_as<Sized>(col<&Package::name>, col<&Package::installed_kib>,
                                               col<&Package::summary>)
                             .order_by(desc(col<&Package::installed_kib>), col<&Package::name>)
                             .limit(rows);
    return db.read([&](lithe::reader& r) {
        return std::pair(r.fetch_one(packages.select(count())), r.fetch_all(largest));
    });
}

std::vector<Missing> missing(lithe::database& db, std::int64_t rows) {
    return db.fetch_all(
        from<Dependency>()
            .where(col<&Dependency::target_id>.is_null())
            .group_by(col<&Dependency::target>)
            .select_as<Missing>(col<&Dependency::target>,
                                count(lithe::distinct(col<&Dependency::package_id>)))
            .order_by(desc(count(lithe::distinct(col<&Dependency::package_id>))),
                      col<&Dependency::target>)
            .limit(rows));
}

std::vector<Pair> mutual(lithe::database& db, std::int64_t rows) {
    constexpr auto there = lithe::alias<Dependency, "there">;
    constexpr auto back = lithe::alias<Dependency, "back">;
    constexpr auto one = lithe::alias<Package, "one">;
    constexpr auto other = lithe::alias<Package, "other">;
    return db.fetch_all(
        from(there)
            .join(back,
                  back[col<&Dependency::package_id>] == there[col<&Dependency::target_id>] &&
                      back[col<&Dependency::target_id>] == there[col<&Dependency::package_id>])
            .join(one, one[col<&Package::id>] == there[col<&Dependency::package_id>])
            .join(other, other[col<&Package::id>] == there[col<&Dependency::target_id>])
            .where(there[col<&Dependency::kind>] != relation::recommends,
                   back[col<&Dependency::kind>] != relation::recommends,
                   one[col<&Package::name>] < other[col<&Package::name>])
            .distinct()
            .select_as<Pair>(one[col<&Package::name>], other[col<&Package::name>])
            .order_by(one[col<&Package::name>], other[col<&Package::name>])
            .limit(rows));
}

Page page(lithe::database& db, std::int64_t number, std::int64_t rows) {
    return db.read([&](lithe::reader& r) {
        auto const packages = r.fetch_one(from<Package>().select(count()));
        auto const pages = std::max<std::int64_t>((packages + rows - 1) / rows, 1);
        auto const shown = std::min(number, pages);
        return Page{
            .number = shown,
            .of = pages,
            .packages = r.fetch_all(from<Package>()
                                        .order_by(col<&Package::name>, col<&Package::architecture>)
                                        .limit(rows)
                                        .offset((shown - 1) * rows))};
    });
}

}  // namespace demo
