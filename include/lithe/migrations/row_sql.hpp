#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The SQL of a history's steps on rows. OR ABORT: a constraint's own ON CONFLICT IGNORE or REPLACE
// would drop rows without a word.

#include <lithe/migrations/lowering.hpp>

namespace lithe::inline v0::migrations::detail {

constexpr void put_where(text& out, record const& step) {
    for (record const& one : parts_of(step)) {
        if (one.kind != part::where)
            continue;
        out += " WHERE ";
        out += value_text(one);
    }
}

/// INSERT of one row of `step`.
constexpr text insert_text(record const& step, record const& row) {
    text out("INSERT OR ABORT INTO ");
    put_name(out, step.name);
    if (row.size == 0) {
        out += " DEFAULT VALUES";
        return out;
    }
    text values;
    out += " (";
    for (record const& one : parts_of(row)) {
        if (!values.empty()) {
            out += ", ";
            values += ", ";
        }
        put_name(out, one.name);
        values += value_text(one);
    }
    out += ") VALUES (";
    out += values;
    out += ')';
    return out;
}

constexpr text update_text(record const& step) {
    text out("UPDATE OR ABORT ");
    put_name(out, step.name);
    bool first = true;
    for (record const& one : parts_of(step)) {
        if (one.kind != part::assignment)
            continue;
        out += first ? " SET " : ", ";
        put_name(out, one.name);
        out += " = ";
        out += value_text(one);
        first = false;
    }
    put_where(out, step);
    return out;
}

constexpr text delete_text(record const& step) {
    text out("DELETE FROM ");
    put_name(out, step.name);
    put_where(out, step);
    return out;
}

/// How many rows an UPDATE or DELETE would touch.
constexpr text count_text(record const& step) {
    text out("SELECT count(*) FROM ");
    put_name(out, step.name);
    put_where(out, step);
    return out;
}

}  // namespace lithe::inline v0::migrations::detail
