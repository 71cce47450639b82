from django.db import migrations

from dutyline.toolkit.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]

    operations = [SearchIndex(model_name="findingwords", column="text")]
