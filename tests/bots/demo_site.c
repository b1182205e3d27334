#include "tests/bots/demo_site.h"

typedef struct DemoSite {
    const char *name;
    const char *code; /* in the demonstration's province */
    DemoBoard board;
} DemoSite;

static const DemoSite sites[DEMO_SITES] = {
        {"Điểm cầu trung tâm", "KG-000", {"PHÒNG HỌP TRỰC TUYẾN", "UBND TỈNH"}},
        {"Điểm cầu Rạch Giá", "899", {"UBND THÀNH PHỐ", "RẠCH GIÁ"}},
        {"Điểm cầu Hà Tiên", "900", {"UBND THÀNH PHỐ", "HÀ TIÊN"}},
        {"Điểm cầu Kiên Lương", "902", {"UBND HUYỆN", "KIÊN LƯƠNG"}},
        {"Điểm cầu Hòn Đất", "903", {"UBND HUYỆN", "HÒN ĐẤT"}},
        {"Điểm cầu Tân Hiệp", "904", {"UBND HUYỆN", "TÂN HIỆP"}},
        {"Điểm cầu Châu Thành", "905", {"UBND HUYỆN", "CHÂU THÀNH"}},
        {"Điểm cầu Giồng Riềng", "906", {"UBND HUYỆN", "GIỒNG RIỀNG"}},
        {"Điểm cầu Gò Quao", "907", {"UBND HUYỆN", "GÒ QUAO"}},
        {"Điểm cầu An Biên", "908", {"UBND HUYỆN", "AN BIÊN"}},
        {"Điểm cầu An Minh", "909", {"UBND HUYỆN", "AN MINH"}},
        {"Điểm cầu Vĩnh Thuận", "910", {"UBND HUYỆN", "VĨNH THUẬN"}},
        {"Điểm cầu Phú Quốc", "911", {"UBND THÀNH PHỐ", "PHÚ QUỐC"}},
        {"Điểm cầu Kiên Hải", "912", {"UBND HUYỆN", "KIÊN HẢI"}},
        {"Điểm cầu U Minh Thượng", "913", {"UBND HUYỆN", "U MINH THƯỢNG"}},
        {"Điểm cầu Giang Thành", "914", {"UBND HUYỆN", "GIANG THÀNH"}},
};

/* The communes that join in the large tests. */
static const char *const communes[] = {
        "Phường Vĩnh Thông",
        "Phường Tô Châu",
        "Xã Tiên Hải",
        "Xã Hòa Điền",
        "Xã Vĩnh Điều",
        "Xã Sơn Hải",
        "Xã Hòn Nghệ",
        "Xã Bình Sơn",
        "Xã Bình Giang",
        "Xã Sơn Kiên",
        "Xã Mỹ Thuận",
        "Xã Tân Hội",
        "Xã Thạnh Đông",
        "Xã Thạnh Lộc",
        "Xã Bình An",
        "Xã Thạnh Hưng",
        "Xã Ngọc Chúc",
        "Xã Hòa Hưng",
        "Xã Long Thạnh",
        "Xã Hòa Thuận",
        "Xã Định Hòa",
        "Xã Vĩnh Hòa Hưng",
        "Xã Vĩnh Tuy",
        "Xã Tây Yên",
        "Xã Đông Thái",
        "Xã Vĩnh Hòa",
        "Xã Đông Hòa",
        "Xã Tân Thạnh",
        "Xã Đông Hưng",
        "Xã Vân Khánh",
        "Xã Vĩnh Phong",
        "Xã Vĩnh Bình",
        "Đặc khu Thổ Châu",
        "Xã Nam Thái Sơn",
        "Xã Mỹ Hiệp Sơn",
        "Xã Lình Huỳnh",
};

char *demo_site_name(unsigned site)
{
    if (site < DEMO_SITES) {
        return g_strdup(sites[site].name);
    }
    if (site < DEMO_SITES + G_N_ELEMENTS(communes)) {
        return g_strdup(communes[site - DEMO_SITES]);
    }
    return g_strdup_printf("Điểm cầu số %u", site);
}

const char *demo_site_code(unsigned site)
{
    return site < DEMO_SITES ? sites[site].code : NULL;
}

const DemoBoard *demo_site_board(unsigned site)
{
    return &sites[site % DEMO_SITES].board;
}
