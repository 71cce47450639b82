from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='Catalogue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('pack', models.CharField(max_length=60)),
                ('rank', models.PositiveSmallIntegerField()),
                ('label_en', models.CharField(max_length=200)),
                ('label_zh', models.CharField(max_length=200)),
                ('fields', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'catalogue',
                'constraints': [models.UniqueConstraint(fields=('kind', 'pack'), name='catalogue_once')],
            },
        ),
        migrations.CreateModel(
            name='CatalogueItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('key', models.CharField(max_length=100, verbose_name='key')),
                ('label_en', models.CharField(max_length=500, verbose_name='English')),
                ('label_zh', models.CharField(blank=True, max_length=500, verbose_name='Chinese')),
                ('jurisdiction', models.CharField(blank=True, max_length=20, verbose_name='jurisdiction')),
                ('instrument_en', models.CharField(blank=True, max_length=200)),
                ('instrument_zh', models.CharField(blank=True, max_length=200)),
                ('clause_en', models.CharField(blank=True, max_length=100)),
                ('clause_zh', models.CharField(blank=True, max_length=100)),
                ('standing', models.CharField(choices=[('confirmed', 'Confirmed'), ('recalled', 'Recalled, check before relying on it'), ('varies', 'Varies, decide for yourself')], default='confirmed', max_length=10)),
                ('origin', models.CharField(choices=[('pack', 'From a pack'), ('own', 'Our own')], max_length=4)),
                ('rank', models.PositiveSmallIntegerField(default=100)),
                ('pack', models.CharField(blank=True, max_length=60)),
                ('pack_version', models.CharField(blank=True, max_length=20)),
                ('declared_from', models.DateField(null=True)),
                ('note_en', models.TextField(blank=True)),
                ('note_zh', models.TextField(blank=True)),
                ('kind', models.CharField(max_length=40, verbose_name='catalogue')),
                ('parent', models.CharField(blank=True, max_length=100)),
                ('position', models.PositiveIntegerField(default=0)),
                ('data', models.JSONField(default=dict)),
                ('retired', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'catalogue entry',
                'abstract': False,
                'indexes': [models.Index(fields=['kind', 'position', 'id'], name='catalogue_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='criteria_catalogueitem_period'), models.CheckConstraint(condition=models.Q(models.Q(('origin', 'own'), ('pack', ''), ('rank', 100)), models.Q(('origin', 'pack'), ('rank__lt', 100), models.Q(('pack', ''), _negated=True)), _connector='OR'), name='criteria_catalogueitem_origin'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('label_en', ''), _negated=True)), name='criteria_catalogueitem_named'), models.UniqueConstraint(fields=('kind', 'key', 'pack', 'valid_from'), name='catalogue_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('key', models.CharField(max_length=100, verbose_name='key')),
                ('label_en', models.CharField(max_length=500, verbose_name='English')),
                ('label_zh', models.CharField(blank=True, max_length=500, verbose_name='Chinese')),
                ('jurisdiction', models.CharField(blank=True, max_length=20, verbose_name='jurisdiction')),
                ('instrument_en', models.CharField(blank=True, max_length=200)),
                ('instrument_zh', models.CharField(blank=True, max_length=200)),
                ('clause_en', models.CharField(blank=True, max_length=100)),
                ('clause_zh', models.CharField(blank=True, max_length=100)),
                ('standing', models.CharField(choices=[('confirmed', 'Confirmed'), ('recalled', 'Recalled, check before relying on it'), ('varies', 'Varies, decide for yourself')], default='confirmed', max_length=10)),
                ('origin', models.CharField(choices=[('pack', 'From a pack'), ('own', 'Our own')], max_length=4)),
                ('rank', models.PositiveSmallIntegerField(default=100)),
                ('pack', models.CharField(blank=True, max_length=60)),
                ('pack_version', models.CharField(blank=True, max_length=20)),
                ('declared_from', models.DateField(null=True)),
                ('note_en', models.TextField(blank=True)),
                ('note_zh', models.TextField(blank=True)),
                ('value', models.JSONField(verbose_name='value')),
                ('shape', models.JSONField(default=dict)),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit')),
            ],
            options={
                'verbose_name': 'criterion',
                'abstract': False,
                'indexes': [models.Index(fields=['key', 'valid_from'], name='criterion_key')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='criteria_criterion_period'), models.CheckConstraint(condition=models.Q(models.Q(('origin', 'own'), ('pack', ''), ('rank', 100)), models.Q(('origin', 'pack'), ('rank__lt', 100), models.Q(('pack', ''), _negated=True)), _connector='OR'), name='criteria_criterion_origin'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('label_en', ''), _negated=True)), name='criteria_criterion_named'), models.UniqueConstraint(fields=('key', 'pack', 'valid_from'), name='criterion_once')],
            },
        ),
        migrations.CreateModel(
            name='LoadedPack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=20)),
                ('rank', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
                ('report', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'pack',
                'constraints': [models.UniqueConstraint(fields=('name', 'version', 'digest'), name='pack_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='pack_has_a_name')],
            },
        ),
    ]
