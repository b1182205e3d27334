#include "signaling/meeting/site.h"

#include <gio/gio.h>

#include <string.h>

static const char *const network_words[] = {"direct", "wan", "internet", NULL};

enum {
    POSITION_MAX = 1000000,
    RATE_CAP_MAX = 100000,
    CAPACITY_MAX = 100000,
    PHONE_MAX = 40,
    SIP_URI_MAX = 200
};

const char *site_network_name(SiteNetwork network)
{
    return network_words[network];
}

SiteNetwork site_network_from_name(const char *name)
{
    for (int i = 0; i < SITE_NETWORKS; i++) {
        if (strcmp(network_words[i], name) == 0) {
            return (SiteNetwork)i;
        }
    }
    return SITE_DIRECT;
}

#define FIELD(member) offsetof(Site, member)

static const RecordField site_fields[] = {
        {.name = "code",
                .kind = RECORD_TEXT,
                .offset = FIELD(code),
                .flags = RECORD_KEY | RECORD_REQUIRED | RECORD_CODE,
                .title = "Mã điểm cầu"},
        {.name = "unit",
                .kind = RECORD_TEXT,
                .offset = FIELD(unit),
                .flags = RECORD_REQUIRED | RECORD_CODE,
                .title = "Đơn vị"},
        {.name = "name",
                .kind = RECORD_TEXT,
                .offset = FIELD(name),
                .flags = RECORD_REQUIRED | RECORD_SEARCH,
                .max = SITE_TITLE_MAX,
                .title = "Tên điểm cầu"},
        {.name = "position",
                .kind = RECORD_INTEGER,
                .offset = FIELD(position),
                .max = POSITION_MAX,
                .title = "Thứ tự"},
        {.name = "network",
                .kind = RECORD_WORD,
                .offset = FIELD(network),
                .words = network_words,
                .title = "Đường truyền"},
        {.name = "allowed_ranges",
                .kind = RECORD_TEXT,
                .offset = FIELD(allowed_ranges),
                .max = SITE_RANGES_MAX,
                .title = "Dải địa chỉ được phép"},
        {.name = "rate_cap_kbps",
                .kind = RECORD_INTEGER,
                .offset = FIELD(rate_cap_kbps),
                .max = RATE_CAP_MAX,
                .title = "Giới hạn tốc độ (kbit/s)"},
        {.name = "contact_name",
                .kind = RECORD_TEXT,
                .offset = FIELD(contact_name),
                .max = SITE_TITLE_MAX,
                .title = "Cán bộ kỹ thuật"},
        {.name = "contact_phone",
                .kind = RECORD_TEXT,
                .offset = FIELD(contact_phone),
                .max = PHONE_MAX,
                .title = "Điện thoại"},
        {.name = "room",
                .kind = RECORD_TEXT,
                .offset = FIELD(room),
                .max = SITE_TITLE_MAX,
                .title = "Phòng họp"},
        {.name = "capacity",
                .kind = RECORD_INTEGER,
                .offset = FIELD(capacity),
                .max = CAPACITY_MAX,
                .title = "Sức chứa"},
        {.name = "active", .kind = RECORD_FLAG, .offset = FIELD(active), .title = "Đang hoạt động"},
        {.name = "has_pin",
                .kind = RECORD_FLAG,
                .offset = FIELD(has_pin),
                .flags = RECORD_READ_ONLY | RECORD_COMPUTED,
                .title = "Có mã PIN"},
        {.name = "pin_hash",
                .kind = RECORD_TEXT,
                .offset = FIELD(pin_hash),
                .flags = RECORD_READ_ONLY | RECORD_SECRET,
                .title = "Mã PIN"},
        {.name = "plain_rtp",
                .kind = RECORD_FLAG,
                .offset = FIELD(plain_rtp),
                .title = "Thiết bị SIP được truyền không mã hóa"},
        {.name = "has_sip",
                .kind = RECORD_FLAG,
                .offset = FIELD(has_sip),
                .flags = RECORD_READ_ONLY | RECORD_COMPUTED,
                .title = "Có mật khẩu thiết bị SIP"},
        {.name = "sip_ha1_sha256",
                .kind = RECORD_TEXT,
                .offset = FIELD(sip_ha1_sha256),
                .flags = RECORD_READ_ONLY | RECORD_SECRET,
                .title = "Mật khẩu thiết bị SIP"},
        {.name = "sip_ha1_md5",
                .kind = RECORD_TEXT,
                .offset = FIELD(sip_ha1_md5),
                .flags = RECORD_READ_ONLY | RECORD_SECRET,
                .title = "Mật khẩu thiết bị SIP"},
        {.name = "sip_uri",
                .kind = RECORD_TEXT,
                .offset = FIELD(sip_uri),
                .max = SIP_URI_MAX,
                .title = "Địa chỉ SIP"},
        {0},
};

const RecordType site_type = {
        .name = "site", .table = "sites", .size = sizeof(Site), .fields = site_fields};

static const RecordField site_group_fields[] = {
        {.name = "id",
                .kind = RECORD_INTEGER,
                .offset = offsetof(SiteGroup, id),
                .flags = RECORD_KEY | RECORD_READ_ONLY,
                .title = "Số"},
        {.name = "unit",
                .kind = RECORD_TEXT,
                .offset = offsetof(SiteGroup, unit),
                .flags = RECORD_REQUIRED | RECORD_CODE,
                .title = "Đơn vị"},
        {.name = "name",
                .kind = RECORD_TEXT,
                .offset = offsetof(SiteGroup, name),
                .flags = RECORD_REQUIRED,
                .max = SITE_TITLE_MAX,
                .title = "Tên nhóm"},
        {0},
};

const RecordType site_group_type = {.name = "site_group",
        .table = "site_groups",
        .size = sizeof(SiteGroup),
        .fields = site_group_fields};

enum { PREFIX_MAX = 128 };

/* GLib takes a length that no address has for a mistake of the program: it never sees one. */
static GInetAddressMask *mask_of(const char *range)
{
    const char *slash = strchr(range, '/');
    guint64 length = 0;

    if (slash != NULL && !g_ascii_string_to_unsigned(slash + 1, 10, 0, PREFIX_MAX, &length, NULL)) {
        return NULL;
    }
    return g_inet_address_mask_new_from_string(range, NULL);
}

/* Commas, spaces and semicolons part the ranges; empty words between them mean nothing. */
static char **split_ranges(const char *ranges)
{
    return g_strsplit_set(ranges, ", ;", -1);
}

/* Nothing that could end it where it stands in a message, or lead elsewhere. */
bool site_sip_uri_fits(const char *uri)
{
    static const char *const allowed = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.+*#=;:@[]";
    const char *rest = g_str_has_prefix(uri, "sip:") ? uri + strlen("sip:")
            : g_str_has_prefix(uri, "sips:")         ? uri + strlen("sips:")
                                                     : "";
    const char *at = strchr(rest, '@');
    const char *host = at != NULL ? at + 1 : rest;

    return strlen(uri) <= SIP_URI_MAX && rest[strspn(rest, allowed)] == '\0' &&
            strchr(host, '@') == NULL && (g_ascii_isalnum(host[0]) || host[0] == '[');
}

bool site_check(const Site *site, GError **error)
{
    g_auto(GStrv) ranges = split_ranges(site->allowed_ranges);

    if (site->sip_uri[0] != '\0' && !site_sip_uri_fits(site->sip_uri)) {
        record_set_error(error, record_field(&site_type, "sip_uri"),
                "phải có dạng sip:tên@địa-chỉ, như sip:phong-hop@192.0.2.7, hay sips:… cho TLS");
        return false;
    }
    for (size_t i = 0; ranges[i] != NULL; i++) {
        g_autoptr(GInetAddressMask) mask = NULL;
        if (ranges[i][0] == '\0') {
            continue;
        }
        mask = mask_of(ranges[i]);
        if (mask == NULL) {
            record_set_error(error, record_field(&site_type, "allowed_ranges"),
                    "phải là các dải địa chỉ như 192.0.2.0/24, cách nhau bằng dấu phẩy");
            return false;
        }
    }
    return true;
}

bool site_allows_address(const Site *site, const char *address)
{
    g_auto(GStrv) ranges = split_ranges(site->allowed_ranges);
    g_autoptr(GInetAddress) from = g_inet_address_new_from_string(address);
    bool any = true;

    for (size_t i = 0; ranges[i] != NULL; i++) {
        if (ranges[i][0] != '\0') {
            g_autoptr(GInetAddressMask) mask = mask_of(ranges[i]);
            any = false;
            if (mask != NULL && from != NULL && g_inet_address_mask_matches(mask, from)) {
                return true;
            }
        }
    }
    return any;
}

void site_clear(Site *site)
{
    record_clear(&site_type, site);
}
