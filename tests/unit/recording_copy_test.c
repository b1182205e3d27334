#include "signaling/meeting/recording_copy.h"

#include <string.h>

static bool reads(const char *text, RecordingCopy *copy)
{
    g_autoptr(GError) error = NULL;
    json_t *object = json_loads(text, 0, NULL);

    record_init(&recording_copy_type, copy);
    const bool good = record_read_json(&recording_copy_type, object, false, copy, &error) &&
            recording_copy_check(copy, &error);
    json_decref(object);
    g_assert_cmpint(good, ==, error == NULL);
    return good;
}

static void test_what_may_be_asked_for(void)
{
    static const struct {
        const char *text;
        bool good;
        const char *why;
    } rows[] = {
            {"{}", true, "all of it, as MP4"},
            {"{\"form\":\"opus\"}", true, "sound alone"},
            {"{\"form\":\"avi\"}", false, "a form that is not made"},
            {"{\"from_ms\":1000,\"to_ms\":1001}", true, "the shortest part"},
            {"{\"from_ms\":1000,\"to_ms\":1000}", false, "nothing"},
            {"{\"from_ms\":1000}", true, "to the end"},
            {"{\"from_ms\":-1}", false, "before the beginning"},
            {"{\"to_ms\":604800000}", true, "as long as any meeting"},
            {"{\"to_ms\":604800001}", false, "longer than any"},
            {"{\"mark\":true,\"recipient\":\"Sở Nội vụ\"}", true, "marked"},
            {"{\"mark\":true,\"form\":\"mp3\"}", false, "no picture to mark"},
            {"{\"form\":\"package\"}", true, "all of the meeting"},
            {"{\"form\":\"package\",\"to_ms\":5}", false, "no part of a meeting"},
            {"{\"state\":\"ready\"}", false, "not theirs to say"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        RecordingCopy copy = {0};
        g_test_message("%s", rows[i].why);
        g_assert_cmpint(reads(rows[i].text, &copy), ==, rows[i].good);
        record_clear(&recording_copy_type, &copy);
    }
}

static void test_each_form_has_its_file(void)
{
    for (int form = 0; form < COPY_FORMS; form++) {
        g_assert_cmpuint(strlen(recording_copy_suffix(form)), >, 0);
        g_assert_nonnull(strchr(recording_copy_media_type(form), '/'));
    }
    g_assert_cmpstr(recording_copy_suffix(COPY_PACKAGE), ==, "zip");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recording_copy/what_may_be_asked_for", test_what_may_be_asked_for);
    g_test_add_func("/recording_copy/each_form_has_its_file", test_each_form_has_its_file);
    return g_test_run();
}
