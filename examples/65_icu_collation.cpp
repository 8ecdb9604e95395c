// SPDX-License-Identifier: BSL-1.0
//
// Names in the order of a language: a collation by ICU, of its rules for that language. Built where
// CMake finds ICU; lithe itself does without.
#include <lithe/lithe.hpp>

#include <unicode/coll.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using lithe::col, lithe::from;

constexpr lithe::named_collation<"swedish"> swedish{};
constexpr lithe::named_collation<"german"> german{};

struct Person {
    std::int64_t id = 0;
    std::string name{};

    static constexpr auto schema() {
        return lithe::table("people", lithe::primary_key<&Person::id>,
                            lithe::collate<&Person::name>(swedish), lithe::index<&Person::name>);
    }
};

namespace {

class IcuOrder {
public:
    explicit IcuOrder(char const* locale) {
        UErrorCode status = U_ZERO_ERROR;
        collator_.reset(icu::Collator::createInstance(icu::Locale(locale), status));
        if (U_FAILURE(status) != 0)
            throw std::runtime_error(u_errorName(status));
    }
    int operator()(std::string_view left, std::string_view right) const {
        UErrorCode status = U_ZERO_ERROR;
        auto const order = collator_->compareUTF8(piece(left), piece(right), status);
        if (U_FAILURE(status) != 0)
            throw std::runtime_error(u_errorName(status));
        return order;
    }

private:
    static icu::StringPiece piece(std::string_view text) {
        return {text.data(), static_cast<std::int32_t>(text.size())};
    }
    std::shared_ptr<icu::Collator> collator_{};  // collations are copied
};

void print(std::string_view title, std::vector<std::string> const& names) {
    std::cout << title;
    for (std::string const& name : names)
        std::cout << ' ' << name;
    std::cout << '\n';
}

}  // namespace

int main() {
    // Every connection of the database, before it reads the schema.
    lithe::database db{"people.db", {.on_open = [](lithe::connection& c) {
                           c.create_collation(swedish, IcuOrder("sv"));
                           c.create_collation(german, IcuOrder("de@collation=phonebook"));
                       }}};
    db.create_tables<Person>();
    for (char const* const name : {"Zorn", "Ödman", "Åkesson", "Ärlig", "Olsson", "Adler", "Otto"})
        db.insert(Person{.name = name});

    constexpr auto name = col<&Person::name>;
    auto const names = from<Person>().select(name);
    print("bytes:  ", db.fetch_all(names.order_by(lithe::collate(name, lithe::binary))));
    print("swedish:", db.fetch_all(names.order_by(name)));  // the column's own, by its index
    print("german: ", db.fetch_all(names.order_by(lithe::collate(name, german))));
    print("from Z: ", db.fetch_all(from<Person>().where(name >= "Z").select(name).order_by(name)));
}
