import django.db.models.deletion
import django.db.models.functions.comparison
import dutyline.kernel.organisation.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, unique=True, verbose_name='key')),
                ('origin', models.CharField(choices=[('pack', 'From a pack'), ('own', 'Our own')], max_length=4)),
                ('pack', models.CharField(blank=True, max_length=60)),
                ('standard_post', models.CharField(blank=True, db_index=True, help_text='Posts made from this standard post take the duty.', max_length=60)),
                ('edited', models.BooleanField(default=False, help_text='Changed here: a newer pack leaves it alone and says so.')),
            ],
            options={
                'verbose_name': 'duty',
            },
        ),
        migrations.CreateModel(
            name='OpeningClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cadence', models.CharField(choices=[('once', 'Once'), ('shift', 'Each shift'), ('daily', 'Daily'), ('weekly', 'Weekly'), ('monthly', 'Monthly'), ('quarterly', 'Quarterly'), ('half_yearly', 'Half-yearly'), ('yearly', 'Yearly'), ('event', 'On an event')], max_length=11, unique=True)),
                ('opened_to', models.DateTimeField()),
                ('calendar', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='SummaryMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(max_length=255)),
                ('day', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='DutySummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('level', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=60)),
                ('open', models.PositiveIntegerField(default=0)),
                ('on_time', models.PositiveIntegerField(default=0)),
                ('late', models.PositiveIntegerField(default=0)),
                ('missed', models.PositiveIntegerField(default=0)),
                ('excused', models.PositiveIntegerField(default=0)),
                ('not_applicable', models.PositiveIntegerField(default=0)),
                ('waived', models.PositiveIntegerField(default=0)),
                ('unit_id', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'day', 'level', 'kind'), name='duty_summary_once')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('source', models.CharField(max_length=80)),
                ('about', models.CharField(blank=True, max_length=80)),
                ('person_id', models.BigIntegerField()),
                ('person_name', models.CharField(max_length=200)),
                ('appointment_id', models.BigIntegerField(null=True)),
                ('post_id', models.BigIntegerField(null=True)),
                ('post_title', models.CharField(blank=True, max_length=300)),
                ('unit_id', models.BigIntegerField(null=True)),
                ('unit_name', models.CharField(blank=True, max_length=200)),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(blank=True, max_length=255)),
                ('place_id', models.BigIntegerField(null=True)),
                ('occurred_at', models.DateTimeField()),
                ('occurred_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('back_filled', models.BooleanField(default=False)),
                ('at_most_late', models.BooleanField(default=False)),
                ('amount', models.DecimalField(decimal_places=2, default=1, max_digits=8)),
                ('snapshot', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'evidence',
                'indexes': [models.Index(fields=['person_id', 'kind', 'occurred_at'], name='evidence_person'), models.Index(condition=models.Q(('post_id__isnull', False)), fields=['post_id', 'kind', 'occurred_at'], name='evidence_post'), models.Index(condition=models.Q(('about', ''), _negated=True), fields=['about'], name='evidence_about')],
                'constraints': [models.UniqueConstraint(fields=('source', 'kind', 'person_id'), name='evidence_once'), models.CheckConstraint(condition=models.Q(('recorded_at__gte', models.F('occurred_at'))), name='evidence_not_foretold'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='evidence_amount'), models.CheckConstraint(condition=models.Q(('at_most_late', False), ('back_filled', True), _connector='OR'), name='evidence_late_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='LineStrength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.BigIntegerField()),
                ('level', models.PositiveSmallIntegerField()),
                ('posts', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'level'), name='line_strength_once')],
            },
        ),
        migrations.CreateModel(
            name='PostMark',
            fields=[
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='organisation.post')),
                ('digest', models.TextField()),
                ('stale', models.BooleanField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('stale__isnull', True), ('stale', True), _connector='OR'), fields=['post'], name='post_mark_stale')],
            },
        ),
        migrations.CreateModel(
            name='SummaryClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='summary_clock_is_one')],
            },
        ),
        migrations.CreateModel(
            name='UnitCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('level', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=60)),
                ('open', models.PositiveIntegerField(default=0)),
                ('on_time', models.PositiveIntegerField(default=0)),
                ('late', models.PositiveIntegerField(default=0)),
                ('missed', models.PositiveIntegerField(default=0)),
                ('excused', models.PositiveIntegerField(default=0)),
                ('not_applicable', models.PositiveIntegerField(default=0)),
                ('waived', models.PositiveIntegerField(default=0)),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(max_length=255)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit_path', 'day', 'level', 'kind'), name='unit_count_once')],
            },
        ),
        migrations.CreateModel(
            name='DutyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('number', models.PositiveIntegerField()),
                ('text_en', models.CharField(max_length=500, verbose_name='English')),
                ('text_zh', models.CharField(blank=True, max_length=500, verbose_name='Chinese')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='legal basis')),
                ('basis_confirmed', models.BooleanField(default=True)),
                ('measure', models.CharField(choices=[('count', 'An amount of evidence per period'), ('event', 'Within a time of an event'), ('indicator', 'An indicator against a target')], max_length=9, verbose_name='measure')),
                ('cadence', models.CharField(choices=[('once', 'Once'), ('shift', 'Each shift'), ('daily', 'Daily'), ('weekly', 'Weekly'), ('monthly', 'Monthly'), ('quarterly', 'Quarterly'), ('half_yearly', 'Half-yearly'), ('yearly', 'Yearly'), ('event', 'On an event')], max_length=11, verbose_name='how often')),
                ('evidence_kind', models.CharField(blank=True, max_length=60, verbose_name='evidence')),
                ('amount', models.DecimalField(decimal_places=2, default=1, max_digits=8, verbose_name='amount')),
                ('owed', models.CharField(choices=[('each', 'Each holder himself'), ('together', 'The holders together')], default='each', max_length=8, verbose_name='owed by')),
                ('area', models.CharField(choices=[('own', "The holder's own acts"), ('unit', "The post's unit"), ('subtree', 'The unit and everything under it'), ('places', 'Listed places')], default='own', max_length=7, verbose_name='area')),
                ('places', models.JSONField(blank=True, default=list, verbose_name='places')),
                ('trigger', models.CharField(blank=True, max_length=60, verbose_name='event')),
                ('within', models.PositiveIntegerField(blank=True, null=True, verbose_name='within')),
                ('within_unit', models.CharField(blank=True, choices=[('hours', 'hours'), ('days', 'days'), ('shifts', 'shifts')], max_length=6)),
                ('indicator', models.CharField(blank=True, max_length=60, verbose_name='indicator')),
                ('comparison', models.CharField(blank=True, choices=[('gte', 'at least'), ('lte', 'at most')], max_length=3)),
                ('target', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='target')),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=6, verbose_name='weight')),
                ('grace_days', models.PositiveSmallIntegerField(default=0, verbose_name='days of grace')),
                ('at_once', models.BooleanField(default=False, help_text='Splits a running period; otherwise the next period begins with it.', verbose_name='in force at once')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='duties.duty')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['evidence_kind'], name='duty_version_kind'), models.Index(fields=['trigger'], name='duty_version_trigger')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='duties_dutyversion_period'), models.UniqueConstraint(fields=('duty', 'number'), name='duty_version_number'), models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('duty',), name='duty_version_open'), models.CheckConstraint(condition=models.Q(models.Q(('indicator', ''), ('measure', 'count'), ('trigger', ''), models.Q(('evidence_kind', ''), _negated=True), models.Q(('cadence', 'event'), _negated=True)), models.Q(('cadence', 'event'), ('indicator', ''), ('measure', 'event'), ('within__isnull', False), models.Q(('trigger', ''), _negated=True), models.Q(('evidence_kind', ''), _negated=True)), models.Q(('evidence_kind', ''), ('measure', 'indicator'), ('target__isnull', False), ('trigger', ''), models.Q(('indicator', ''), _negated=True), models.Q(('comparison', ''), _negated=True), models.Q(('cadence__in', ['event', 'once']), _negated=True)), _connector='OR'), name='duty_version_measure'), models.CheckConstraint(condition=models.Q(models.Q(('within__isnull', True), ('within_unit', '')), models.Q(('within__isnull', False), models.Q(('within_unit', ''), _negated=True)), _connector='OR'), name='duty_version_within'), models.CheckConstraint(condition=models.Q(models.Q(('cadence', 'once'), _negated=True), ('within__isnull', False), _connector='OR'), name='duty_version_once_within'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('weight__gte', 0)), name='duty_version_amount')],
            },
        ),
        migrations.CreateModel(
            name='PostDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('duty', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='duties.duty')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='organisation.post')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['duty', 'post'], name='post_duty_duty')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='duties_postduty_period'), models.UniqueConstraint(fields=('post', 'duty', 'valid_from'), name='post_duty_once'), models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('post', 'duty'), name='post_duty_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='duties.evidence')),
            ],
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(max_length=255)),
                ('level', models.PositiveSmallIntegerField()),
                ('period', models.CharField(max_length=24)),
                ('about', models.CharField(blank=True, max_length=80)),
                ('starts_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('grace_until', models.DateTimeField()),
                ('due_on', models.DateField(help_text='Local day the obligation is counted on.')),
                ('days_held', models.PositiveSmallIntegerField(null=True)),
                ('days_of_period', models.PositiveSmallIntegerField(null=True)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=8)),
                ('done', models.DecimalField(decimal_places=4, default=0, max_digits=12)),
                ('state', models.CharField(choices=[('open', 'Due'), ('on_time', 'On time'), ('late', 'Late'), ('missed', 'Missed'), ('excused', 'Excused'), ('not_applicable', 'Not applicable'), ('waived', 'Waived')], default='open', max_length=14)),
                ('reason', models.CharField(blank=True, choices=[('', ''), ('leave', 'on leave'), ('acting', 'an acting holder answered'), ('vacancy', 'the post was vacant'), ('covering', 'covering a vacancy'), ('held_part', 'held for too small a part of the period'), ('nothing_due', 'nothing fell due in the area'), ('withdrawn', 'the cause was withdrawn')], default='', max_length=12)),
                ('settled_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('recount', models.BooleanField(default=False, editable=False, help_text='Boards have not counted its state yet.')),
                ('appointment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='organisation.appointment')),
                ('covered_by', models.ForeignKey(db_index=False, help_text='The superior post that answers while the post is vacant.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covered_obligations', to='organisation.post')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='organisation.person')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='organisation.post')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='duties.dutyversion')),
            ],
            options={
                'verbose_name': 'obligation',
                'indexes': [models.Index(condition=models.Q(('person__isnull', False)), fields=['person', 'due_at'], name='obligation_person_due'), models.Index(condition=models.Q(('person__isnull', True)), fields=['post', 'due_at'], name='obligation_together_due'), models.Index(condition=models.Q(('covered_by__isnull', False)), fields=['covered_by', 'due_at'], name='obligation_covered_due'), models.Index(condition=models.Q(('about', ''), _negated=True), fields=['about'], name='obligation_about'), models.Index(fields=['unit_path', 'due_on'], name='obligation_path_day'), models.Index(condition=models.Q(('state__in', ['late', 'missed', 'excused', 'waived'])), fields=['unit_path', 'due_on', 'id'], name='obligation_told_apart'), models.Index(condition=models.Q(('state', 'open')), fields=['grace_until'], name='obligation_open_grace'), models.Index(condition=models.Q(('recount', True)), fields=['id'], name='obligation_recount')],
                'constraints': [models.UniqueConstraint(models.F('post'), models.F('period'), models.F('version'), django.db.models.functions.comparison.Coalesce('appointment', 0), models.F('about'), name='obligation_once'), models.CheckConstraint(condition=models.Q(('due_at__lte', models.F('grace_until')), ('starts_at__lte', models.F('due_at'))), name='obligation_moments'), models.CheckConstraint(condition=models.Q(models.Q(('appointment__isnull', True), ('person__isnull', True)), models.Q(('appointment__isnull', False), ('person__isnull', False)), _connector='OR'), name='obligation_person_of_appointment')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numerator', models.DecimalField(decimal_places=4, max_digits=16)),
                ('denominator', models.DecimalField(decimal_places=4, max_digits=16)),
                ('at', models.DateTimeField()),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reading', to='duties.obligation')),
            ],
        ),
        migrations.CreateModel(
            name='Discharge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=8)),
                ('timing', models.CharField(choices=[('on_time', 'on time'), ('late', 'late'), ('after', 'made good after the time of grace')], default='on_time', max_length=7)),
                ('counted_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='discharges', to='duties.evidence')),
                ('obligation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='discharges', to='duties.obligation')),
            ],
            options={
                'indexes': [models.Index(fields=['obligation'], name='discharge_obligation')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True)), fields=('obligation', 'evidence'), name='discharge_once')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Due'), ('on_time', 'On time'), ('late', 'Late'), ('missed', 'Missed'), ('excused', 'Excused'), ('not_applicable', 'Not applicable'), ('waived', 'Waived')], max_length=14)),
                ('done', models.DecimalField(decimal_places=4, max_digits=12)),
                ('cause', models.CharField(choices=[('recorded', 'evidence was recorded after the period had closed'), ('withdrawn', 'evidence was withdrawn after the period had closed'), ('organisation', 'appointments or leave were corrected later')], max_length=12)),
                ('source', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField()),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='duties.obligation')),
            ],
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='duties.obligation')),
            ],
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiver', to='duties.obligation')),
            ],
        ),
    ]
