import django.db.models.deletion
import dutyline.kernel.organisation.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ImportTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=10)),
                ('object_id', models.BigIntegerField()),
                ('seen_on', models.DateField()),
                ('opened', models.BooleanField(help_text='Opened by a file; what people entered is only seen.')),
                ('family', models.BigIntegerField(help_text='Files that continue one another; see `imports`.')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'kind', 'object_id'), name='import_trace_once')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, null=True, unique=True, verbose_name='personnel number')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='joined')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left')),
            ],
            options={
                'verbose_name': 'person',
                'indexes': [models.Index(fields=['name', 'id'], name='person_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('joined_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='person_leaves_after_joining')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('code', models.CharField(max_length=100, unique=True, verbose_name='code')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('heads_unit', models.BooleanField(default=False, verbose_name='heads the unit')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Company leaders'), (2, 'Department heads'), (3, 'Workshop heads'), (4, 'Team leaders'), (5, 'Front line')], default=5, verbose_name='level')),
                ('headcount', models.DecimalField(decimal_places=2, default=1, help_text="In full-time equivalents; an operator's post may have forty.", max_digits=8, verbose_name='planned holders')),
                ('standard', models.CharField(blank=True, help_text='Key of the standard post of a pack whose duties this post takes.', max_length=60, verbose_name='standard post')),
                ('superior', models.ForeignKey(blank=True, help_text='Empty: the head of the unit, or of the next unit above that has one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subordinates', to='organisation.post')),
            ],
            options={
                'verbose_name': 'post',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('code', models.CharField(max_length=100, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('group', 'Group'), ('company', 'Company'), ('department', 'Department'), ('workshop', 'Workshop'), ('team', 'Team')], max_length=12, verbose_name='kind')),
                ('path', dutyline.kernel.organisation.paths.PathField(editable=False, max_length=255, unique=True)),
                ('depth', models.PositiveSmallIntegerField(editable=False)),
                ('time_zone', models.CharField(blank=True, help_text='Empty: as the unit above.', max_length=64, verbose_name='time zone')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='organisation.unit')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisation.unit')),
            ],
            options={
                'verbose_name': 'unit',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('starts_at', models.TimeField(verbose_name='starts')),
                ('ends_at', models.TimeField(verbose_name='ends')),
                ('anchor', models.DateField(verbose_name='first day of the cycle')),
                ('cycle_days', models.PositiveSmallIntegerField(default=7, verbose_name='days in the cycle')),
                ('cycle_on', models.JSONField(default=list, verbose_name='working days of the cycle')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='organisation.unit')),
            ],
            options={
                'verbose_name': 'shift',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PostVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('title', models.CharField(max_length=300)),
                ('heads_unit', models.BooleanField()),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Company leaders'), (2, 'Department heads'), (3, 'Workshop heads'), (4, 'Team leaders'), (5, 'Front line')])),
                ('headcount', models.DecimalField(decimal_places=2, default=1, max_digits=8)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='organisation.post')),
                ('superior', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='post',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organisation.unit'),
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('area', 'Area'), ('equipment', 'Equipment'), ('point', 'Point')], max_length=10, verbose_name='kind')),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(db_index=True, editable=False, max_length=255)),
                ('public_key', models.CharField(editable=False, help_text='What the printed code carries; says nothing about the place.', max_length=22, unique=True)),
                ('within', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contains', to='organisation.place')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='organisation.unit')),
            ],
            options={
                'verbose_name': 'place',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('group', 'Group'), ('company', 'Company'), ('department', 'Department'), ('workshop', 'Workshop'), ('team', 'Team')], max_length=12)),
                ('path', dutyline.kernel.organisation.paths.PathField(db_index=True, max_length=255)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='organisation.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('approved_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='organisation.person')),
            ],
            options={
                'verbose_name': 'leave',
                'abstract': False,
                'indexes': [models.Index(fields=['person', 'valid_from'], name='leave_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_leave_period'), models.CheckConstraint(condition=models.Q(('person', models.F('approved_by')), _negated=True), name='leave_not_own_approval'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', False)), name='leave_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('acting', models.BooleanField(default=False, help_text='Stands in; while it runs, an absent holder of the post is excused.', verbose_name='acting')),
                ('share', models.DecimalField(decimal_places=3, default=1, help_text='Part of full time, 1 for a whole post; job sharers have less.', max_digits=4, verbose_name='share')),
                ('acting_for', models.ForeignKey(blank=True, help_text='The appointment stood in for; empty for a vacant post.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to='organisation.appointment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organisation.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organisation.post')),
            ],
            options={
                'verbose_name': 'appointment',
                'abstract': False,
                'indexes': [models.Index(fields=['post', 'valid_from'], name='appointment_post'), models.Index(fields=['person', 'valid_from'], name='appointment_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_appointment_period'), models.UniqueConstraint(fields=('person', 'post', 'acting', 'valid_from'), name='appointment_once'), models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('person', 'post', 'acting'), name='appointment_open_once'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='appointment_share'), models.CheckConstraint(condition=models.Q(('acting_for__isnull', True), ('acting', True), _connector='OR'), name='appointment_only_acting_stands_in')],
            },
        ),
        migrations.AddIndex(
            model_name='unit',
            index=models.Index(fields=['parent', 'name', 'id'], name='unit_children'),
        ),
        migrations.AddIndex(
            model_name='unit',
            index=models.Index(fields=['time_zone', 'path'], name='unit_zone'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_unit_period'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_shift_period'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.UniqueConstraint(fields=('unit', 'name', 'valid_from'), name='shift_once'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('cycle_days__gte', 1)), name='shift_cycle'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at', models.F('ends_at')), _negated=True), name='shift_has_a_length'),
        ),
        migrations.AddIndex(
            model_name='postversion',
            index=models.Index(fields=['unit', 'valid_from'], name='post_version_unit'),
        ),
        migrations.AddConstraint(
            model_name='postversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_postversion_period'),
        ),
        migrations.AddConstraint(
            model_name='postversion',
            constraint=models.UniqueConstraint(fields=('post', 'valid_from'), name='post_version_once'),
        ),
        migrations.AddConstraint(
            model_name='postversion',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('post',), name='post_version_open'),
        ),
        migrations.AddConstraint(
            model_name='postversion',
            constraint=models.UniqueConstraint(condition=models.Q(('heads_unit', True), ('valid_to__isnull', True)), fields=('unit',), name='post_version_one_head'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['unit', 'level', 'id'], name='post_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_post_period'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('superior__isnull', True), models.Q(('superior', models.F('id')), _negated=True), _connector='OR'), name='post_not_own_superior'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('headcount__gte', 0)), name='post_headcount'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['unit', 'name', 'id'], name='place_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_place_period'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_unitversion_period'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.UniqueConstraint(fields=('unit', 'valid_from'), name='unit_version_once'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('unit',), name='unit_version_open'),
        ),
    ]
