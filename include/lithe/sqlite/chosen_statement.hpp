#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which text a statement has: one constant for each type, or, where when() and choose() stand in
// it or in a query inside it, one for each combination that has occurred. These are made at run
// time, once, and kept.

#include <lithe/expression/choice.hpp>
#include <lithe/sqlite/group_values.hpp>
#include <lithe/sqlite/statement_table.hpp>
#include <lithe/statement/compound.hpp>
#include <lithe/statement/entity_facts.hpp>

#include <atomic>
#include <cstddef>
#include <string>
#include <type_traits>

namespace lithe::inline v0::detail {

// ---- the choices in a statement ----

template <class Statement>
inline constexpr bool chooses_text = false;
template <class Statement>
    requires requires { typename Statement::clauses; }
inline constexpr bool chooses_text<Statement> = has_choices<typename Statement::clauses>;
template <class Columns, class... Parts, class... Clauses>
inline constexpr bool chooses_text<compound_statement<Columns, value_pack<Parts...>, Clauses...>> =
    part_facts<compound_statement<Columns, value_pack<Parts...>, Clauses...>>::chooses;

template <class Statement>
inline constexpr std::size_t choices_in_statement = 0;
template <class Statement>
    requires chooses_text<Statement>
inline constexpr std::size_t choices_in_statement<Statement> = count_choices<Statement>();

template <class Statement>
constexpr auto choices_of(Statement const& statement) {
    return read_choices<choices_in_statement<Statement>, value_recorder>(statement);
}

// ---- their texts ----

/// The texts of one statement type, by their choices. Threads: any.
template <class Statement>
class chosen_texts {
public:
    using choices_type = choice_values<choices_in_statement<Statement>>;

    static statement_facts const& find(choices_type const& choices) {
        entry const* const found = look_up(choices);
        return found != nullptr ? found->facts : add(choices).facts;
    }

private:
    // Never changed once it can be seen, and kept: the tables of connections point to its text.
    struct entry {
        choices_type choices;
        std::string text;
        statement_facts facts;
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
        measure.choices = choices.values;
        Statement::write(measure);
        std::string text(measure.size(), '\0');
        sql_writer out(text.data());
        out.choices = choices.values;
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
        entry* const made = new entry{choices, std::move(text), make_facts<Statement>(),
                                      first.load(std::memory_order_relaxed)};
        made->facts.text = made->text.c_str();
        made->facts.size = made->text.size();
        try {
            made->facts.slot = statement_registry::instance().add(made->facts);
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

/// The text of `statement`; `Text` where a constant text stands for the same query.
template <class Statement, class Text = Statement>
LITHE_ALWAYS_INLINE inline statement_facts const& form_of(Statement const& statement) {
    if constexpr (choices_in_statement<Statement> > 0) {
        return chosen_texts<Statement>::find(choices_of(statement));
    } else {
        return slot_of<facts_of<Statement, Text>>::facts();
    }
}

}  // namespace lithe::inline v0::detail
