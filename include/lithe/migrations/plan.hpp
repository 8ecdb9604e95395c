#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a migration would do, before it does it: each step's risk, how it is done, the rows that it
// touches and its SQL; as an object, as text and as JSON.

#include <lithe/migrations/text.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations {

/// What a step can do to data and to programs, from harmless to unknown.
enum class risk : std::uint8_t { none, rewrites, data_dependent, breaking, lossy, opaque };

/// How a step is carried out.
enum class strategy : std::uint8_t { create, alter, rebuild, sql, code, native };

constexpr std::string_view name_of_risk(risk what) {
    constexpr std::string_view names[] = {"none",     "rewrites", "data-dependent",
                                          "breaking", "lossy",    "opaque"};
    return names[static_cast<std::size_t>(what)];
}
constexpr std::string_view name_of_strategy(strategy how) {
    constexpr std::string_view names[] = {"create", "alter", "rebuild", "sql", "code", "native"};
    return names[static_cast<std::size_t>(how)];
}

struct planned_step {
    std::string what;  // drop column people.first
    std::string why;   // of m::lossy(), or what the risk depends on
    migrations::risk risk = migrations::risk::none;
    migrations::strategy how = migrations::strategy::alter;
    std::int64_t rows = -1;  // that are touched; -1: not counted
    std::vector<std::string> sql;
    std::int64_t bytes = -1;             // that a rebuild copies, as an estimate; -1: none
    std::vector<std::string> used_by{};  // view v, trigger t, index i, foreign key c.p
    bool reversible = false;             // by .down(…), or because it has an inverse
};

struct planned_migration {
    std::string version;
    std::string name;
    std::string digest;
    std::vector<planned_step> steps;

    [[nodiscard]] migrations::risk risk() const {
        auto worst = migrations::risk::none;
        for (planned_step const& step : steps)
            worst = step.risk > worst ? step.risk : worst;
        return worst;
    }
    /// Whether rollback() can undo it.
    [[nodiscard]] bool reversible() const {
        for (planned_step const& step : steps)
            if (!step.reversible)
                return false;
        return true;
    }
};

/// What migrate() would do now.
struct plan {
    std::string from;  // the last version applied; empty for none
    std::string to;
    std::string from_digest;  // of the migration `from`, as the file has it; empty: not known
    std::string to_digest;
    std::vector<planned_migration> migrations;
    std::vector<std::string> refusals;  // why migrate() would not: edited, out of order, drift

    [[nodiscard]] bool empty() const { return migrations.empty(); }
    [[nodiscard]] migrations::risk risk() const {
        auto worst = migrations::risk::none;
        for (planned_migration const& one : migrations)
            worst = one.risk() > worst ? one.risk() : worst;
        return worst;
    }
    /// 0: nothing to do; 2: something is pending; 3: refused.
    [[nodiscard]] int exit_code() const { return !refusals.empty() ? 3 : empty() ? 0 : 2; }

    /// For people: a line for each step; with `with_sql` the statements, too.
    [[nodiscard]] std::string text(bool with_sql = false) const;
    /// For programs. The members are those of these structs, in their order.
    [[nodiscard]] std::string json() const;
};

namespace detail {

inline std::string padded(std::string words, std::size_t width) {
    while (words.size() < width)
        words += ' ';
    return words + ' ';
}

/// KiB, MiB or GiB; what is less than a KiB is not worth a word.
inline std::string size_words(std::int64_t bytes) {
    constexpr std::string_view units[] = {" KiB", " MiB", " GiB"};
    std::size_t unit = 0;
    std::int64_t size = bytes / 1024;
    for (; size >= 1024 && unit < 2; ++unit)
        size /= 1024;
    return size < 1 ? std::string() : ", ~" + std::to_string(size) + std::string(units[unit]);
}

inline std::string line_of(planned_step const& step, std::size_t number) {
    std::string out = "  " + padded(std::to_string(number), 2);
    out += padded(std::string(name_of_risk(step.risk)), 14);
    out += padded(std::string(name_of_strategy(step.how)), 7);
    out += step.what;
    if (!step.why.empty())
        out += "   \"" + step.why + '"';
    if (step.rows >= 0)
        out += "   " + std::to_string(step.rows) + (step.rows == 1 ? " row" : " rows") +
               size_words(step.bytes);
    for (std::size_t at = 0; at < step.used_by.size(); ++at)
        out += (at == 0 ? "   used by: " : ", ") + step.used_by[at];
    return out + '\n';
}

inline std::string json_text(std::string_view words) {
    std::string out = "\"";
    for (char const letter : words) {
        auto const code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (letter == '\n') {
            out += "\\n";
        } else if (code < 32) {
            constexpr std::string_view digits = "0123456789abcdef";
            out += "\\u00";
            out += digits[code >> 4U];
            out += digits[code & 15U];
        } else {
            out += letter;
        }
    }
    return out + '"';
}

template <class List, class Write>
std::string json_list(List const& list, Write&& write) {
    std::string out = "[";
    for (auto const& one : list) {
        if (out.size() > 1)
            out += ',';
        out += write(one);
    }
    return out + ']';
}

inline std::string json_of(planned_step const& step) {
    return "{\"what\":" + json_text(step.what) + ",\"why\":" + json_text(step.why) +
           ",\"risk\":" + json_text(name_of_risk(step.risk)) +
           ",\"strategy\":" + json_text(name_of_strategy(step.how)) +
           ",\"rows\":" + (step.rows < 0 ? "null" : std::to_string(step.rows)) +
           ",\"sql\":" + json_list(step.sql, json_text) +
           ",\"bytes\":" + (step.bytes < 0 ? "null" : std::to_string(step.bytes)) +
           ",\"used_by\":" + json_list(step.used_by, json_text) +
           ",\"reversible\":" + (step.reversible ? "true" : "false") + '}';
}
inline std::string json_of(planned_migration const& one) {
    return "{\"version\":" + json_text(one.version) + ",\"name\":" + json_text(one.name) +
           ",\"digest\":" + json_text(one.digest) +
           ",\"risk\":" + json_text(name_of_risk(one.risk())) + ",\"steps\":" +
           json_list(one.steps, [](planned_step const& step) { return json_of(step); }) + '}';
}

}  // namespace detail

inline std::string plan::text(bool with_sql) const {
    std::string out;
    if (empty()) {
        out = "nothing to do: " + (to.empty() ? std::string("no migrations") : "at " + to) + '\n';
    } else {
        out = "plan " + (from.empty() ? std::string("(empty)") : from) + " -> " + to + "   (" +
              std::to_string(migrations.size()) +
              (migrations.size() == 1 ? " migration" : " migrations") +
              ")   risk: " + std::string(name_of_risk(risk())) + '\n';
    }
    for (planned_migration const& one : migrations) {
        out += one.version + ' ' + one.name + "   " + one.digest.substr(0, 15) +
               (one.reversible() ? "\n" : "   not reversible\n");
        std::size_t number = 0;
        for (planned_step const& step : one.steps) {
            out += detail::line_of(step, ++number);
            for (std::string const& sql : with_sql ? step.sql : std::vector<std::string>{})
                out += "       " + sql + ";\n";
        }
    }
    for (std::string const& refusal : refusals)
        out += "REFUSED: " + refusal + '\n';
    return out;
}

inline std::string plan::json() const {
    return "{\"from\":" + detail::json_text(from) + ",\"to\":" + detail::json_text(to) +
           ",\"from_digest\":" + detail::json_text(from_digest) +
           ",\"to_digest\":" + detail::json_text(to_digest) +
           ",\"risk\":" + detail::json_text(name_of_risk(risk())) + ",\"migrations\":" +
           detail::json_list(migrations,
                             [](planned_migration const& one) { return detail::json_of(one); }) +
           ",\"refusals\":" + detail::json_list(refusals, detail::json_text) + '}';
}

/// `std::cout << migrator.plan()`
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             plan const& shown) {
    return out << shown.text();
}

}  // namespace lithe::inline v0::migrations
