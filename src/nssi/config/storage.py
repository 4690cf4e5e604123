"""Static files under names made from their content, so that phones keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also follows `import` between our script modules."""

    support_js_module_import_aggregation = True
