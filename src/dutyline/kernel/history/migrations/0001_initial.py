import dutyline.kernel.organisation.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('subject_label', models.CharField(max_length=300)),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(max_length=255)),
                ('by_kind', models.CharField(max_length=8)),
                ('by_person_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('by_post', models.CharField(blank=True, max_length=300)),
                ('by_token_id', models.BigIntegerField(null=True)),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'history entry',
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='entry_subject'), models.Index(fields=['by_person_id', '-id'], name='entry_person')],
            },
        ),
    ]
