import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfferedPerson',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('position', models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                'verbose_name': 'person of the demonstration',
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], max_length=4)),
                ('begun_at', models.DateTimeField()),
                ('setup_digest', models.CharField(blank=True, max_length=64)),
                ('told', models.PositiveIntegerField(default=0)),
                ('to_tell', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'installation',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='installation_one'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'demo'), _negated=True), ('setup_digest', ''), _connector='OR'), name='installation_demo_no_code'), models.CheckConstraint(condition=models.Q(('told__lte', models.F('to_tell'))), name='installation_told')],
            },
        ),
    ]
