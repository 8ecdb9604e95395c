#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The cases: each a construct of the query language, written with lithe and by hand.

#include <lithe/sqlite/connection.hpp>

#include "hand.hpp"
#include "tally.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// One turn of a case: `turn` counts from 0 and chooses the values that are bound.
using step = std::function<void(tally&, std::int64_t turn)>;

struct construct {
    std::string name;
    std::string work;
    step lithe;
    step hand;
    double goal = 1.05;
    std::string written{};  // what shows all that a write changed; empty: it only reads
    step also{};            // a second way by hand, shown beside, without a goal
    std::string also_work{};
};

/// Two connections to files with the same content, and the cases on them.
struct suite {
    lithe::connection& db;
    hand& c;
    std::vector<construct> all{};

    void add(construct made) { all.push_back(std::move(made)); }
};

void add_subqueries(suite&);
void add_compounds(suite&);
void add_groups(suite&);
void add_windows(suite&);
void add_conditions(suite&);
void add_functions(suite&);
void add_user_functions(suite&);
void add_writes(suite&);
void add_texts(suite&);
void add_modules(suite&);
void add_types(suite&);
void add_ranges(suite&);
void add_related(suite&);

}  // namespace bench
