#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which text a statement has: one constant for each type, or, where when() and choose() stand in
// it, one for each combination that has occurred. These are made at run time, once, and kept.

#include <lithe/expression/choice.hpp>
#include <lithe/sqlite/statement_table.hpp>
#include <lithe/statement/clause.hpp>
#include <lithe/statement/entity_facts.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <string>
#include <type_traits>

namespace lithe::inline v0::detail {

// ---- the choices in a statement's clauses ----

template <class Clause>
concept query_clause = std::is_same_v<decltype(Clause::rank), clause_rank const>;

template <class Clause>
inline constexpr std::size_t choices_in_clause = 0;
template <class... Nodes>
consteval std::size_t choices_in_nodes(type_list<Nodes...>) {
    return (choice_count<Nodes> + ... + 0);
}
template <query_clause Clause>
    requires requires { typename Clause::nodes; }
inline constexpr std::size_t choices_in_clause<Clause> = choices_in_nodes(typename Clause::nodes{});

template <class Statement>
inline constexpr std::size_t choices_in_statement = 0;
template <template <class...> class Statement, class... Parts>
inline constexpr std::size_t choices_in_statement<Statement<Parts...>> =
    (choices_in_clause<Parts> + ... + 0);

template <class Clause>
constexpr void read_clause_choices(Clause const& clause, unsigned char*& out) {
    if constexpr (choices_in_clause<Clause> == 0) {
        return;
    } else if constexpr (requires { clause.condition; }) {
        read_choices(clause.condition, out);
    } else {
        unsigned char* at = out;
        clause.list.each([&]<class Entry>(Entry const& entry) {
            if constexpr (is_ordering_term<Entry>) {
                read_choices(entry.node, at);
                at += choice_count<typename Entry::node_type>;
            } else {
                read_choices(entry, at);
                at += choice_count<Entry>;
            }
        });
    }
    out += choices_in_clause<Clause>;
}

template <template <class...> class Statement, class... Parts>
constexpr auto choices_of(Statement<Parts...> const& statement) {
    std::array<unsigned char, choices_in_statement<Statement<Parts...>>> choices{};
    unsigned char* out = choices.data();
    auto const read = [&]<class Part>(type_list<Part>) {
        if constexpr (choices_in_clause<Part> > 0)
            read_clause_choices(static_cast<Part const&>(statement), out);
    };
    (read(type_list<Parts>{}), ...);
    return choices;
}

// ---- their texts ----

/// The texts of one statement type, by their choices. Threads: any.
template <class Statement>
class chosen_texts {
public:
    using choices_type = std::array<unsigned char, choices_in_statement<Statement>>;

    static statement_form find(choices_type const& choices) {
        entry const* found = look_up(choices);
        if (found == nullptr)
            found = &add(choices);
        return {found->slot, found->facts};
    }

private:
    // Never changed once it can be seen, and kept: the tables of connections point to its text.
    struct entry {
        choices_type choices;
        std::string text;
        statement_facts facts;
        statement_slot slot;
        entry const* next;
    };

    static entry const* look_up(choices_type const& choices) {
        entry const* at = first.load(std::memory_order_acquire);
        while (at != nullptr && at->choices != choices)
            at = at->next;
        return at;
    }

    static std::string make_text(choices_type const& choices) {
        sql_writer measure;
        measure.choices = choices.data();
        Statement::write(measure);
        std::string text(measure.size(), '\0');
        sql_writer out(text.data());
        out.choices = choices.data();
        Statement::write(out);
        return text;
    }

    static entry const& add(choices_type const& choices) {
        struct guard {
            guard() {
                while (busy.test_and_set(std::memory_order_acquire)) {
                }
            }
            guard(guard const&) = delete;
            guard& operator=(guard const&) = delete;
            ~guard() { busy.clear(std::memory_order_release); }
        } const locked;
        if (entry const* const found = look_up(choices))
            return *found;
        std::string text = make_text(choices);
        entry* const made = new entry{choices,
                                      std::move(text),
                                      make_facts<Statement, Statement>(),
                                      {},
                                      first.load(std::memory_order_relaxed)};
        made->facts.text = made->text.c_str();
        made->facts.size = made->text.size();
        try {
            made->slot = statement_registry::instance().add(made->facts);
        } catch (...) {
            delete made;
            throw;
        }
        first.store(made, std::memory_order_release);
        return *made;
    }

    static inline constinit std::atomic<entry const*> first{nullptr};
    static inline constinit std::atomic_flag busy{};
};

/// The form of `statement`; `Text` where a constant text stands for the same query.
template <class Statement, class Text = Statement>
LITHE_ALWAYS_INLINE inline statement_form form_of(Statement const& statement) {
    if constexpr (choices_in_statement<Statement> > 0) {
        return chosen_texts<Statement>::find(choices_of(statement));
    } else {
        using facts = facts_of<Statement, Text>;
        return {slot_of<facts>::get(), facts::value};
    }
}

}  // namespace lithe::inline v0::detail
