// SPDX-License-Identifier: BSL-1.0
//
// Twenty tables without schema(), created together.

#include <lithe/lithe.hpp>

namespace corpus {

struct account {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct badge {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

struct city {
    std::int64_t id = 0;
    std::int64_t owner = 0;
    std::string label{};
    std::optional<double> weight{};
};

struct device {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct event {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

struct folder {
    std::int64_t id = 0;
    std::int64_t owner = 0;
    std::string label{};
    std::optional<double> weight{};
};

struct genre {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct house {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

struct invoice {
    std::int64_t id = 0;
    std::int64_t owner = 0;
    std::string label{};
    std::optional<double> weight{};
};

struct job {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct kiosk {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

struct letter {
    std::int64_t id = 0;
    std::int64_t owner = 0;
    std::string label{};
    std::optional<double> weight{};
};

struct meeting {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct note {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

struct office {
    std::int64_t id = 0;
    std::int64_t owner = 0;
    std::string label{};
    std::optional<double> weight{};
};

struct parcel {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct quote {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

struct room {
    std::int64_t id = 0;
    std::int64_t owner = 0;
    std::string label{};
    std::optional<double> weight{};
};

struct season {
    std::int64_t id = 0;
    std::string title{};
    std::optional<std::string> remark{};
    int rank = 0;
};

struct ticket {
    std::int64_t id = 0;
    std::string code{};
    double value = 0;
    bool active = false;
};

void create_all(lithe::connection& db) {
    db.create_tables<account, badge, city, device, event, folder, genre, house, invoice, job, kiosk,
                     letter, meeting, note, office, parcel, quote, room, season, ticket>();
}

}  // namespace corpus
