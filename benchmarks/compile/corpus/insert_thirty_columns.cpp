// SPDX-License-Identifier: BSL-1.0
//
// One struct of thirty columns, inserted alone and as a range, and updated by key.

#include <lithe/lithe.hpp>

#include <vector>

namespace corpus {

struct wide {
    std::int64_t id = 0;
    std::int64_t count1 = 0;
    std::string text1{};
    double value1 = 0;
    int number1 = 0;
    std::optional<std::string> note1{};
    std::int64_t count2 = 0;
    std::string text2{};
    double value2 = 0;
    int number2 = 0;
    std::optional<std::string> note2{};
    std::int64_t count3 = 0;
    std::string text3{};
    double value3 = 0;
    int number3 = 0;
    std::optional<std::string> note3{};
    std::int64_t count4 = 0;
    std::string text4{};
    double value4 = 0;
    int number4 = 0;
    std::optional<std::string> note4{};
    std::int64_t count5 = 0;
    std::string text5{};
    double value5 = 0;
    int number5 = 0;
    std::optional<std::string> note5{};
    std::int64_t count6 = 0;
    std::string text6{};
    double value6 = 0;
    int number6 = 0;
};

std::int64_t write(lithe::connection& db, std::vector<wide> const& rows) {
    db.insert_all(rows);
    db.update(rows.front());
    return db.insert(rows.back());
}

}  // namespace corpus
