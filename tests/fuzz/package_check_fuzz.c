#include "signaling/package/package_check.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(PackageVerdict) verdict = {0};

    if (size == 0) {
        return 0;
    }
    FILE *file = fmemopen((void *)data, size, "r");
    g_assert(file != NULL);
    package_verdict_init(&verdict);
    g_assert(package_check(file, &verdict, NULL));
    (void)fclose(file);
    /* What is found good was looked at to its last byte. */
    g_assert(verdict.faults->len > 0 || (verdict.manifest_good && verdict.size == size));
    return 0;
}
