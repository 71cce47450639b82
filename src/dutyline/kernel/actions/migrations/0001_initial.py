import django.db.models.deletion
import dutyline.kernel.organisation.paths
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rectification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=80)),
                ('source_label', models.CharField(max_length=300)),
                ('unit_path', dutyline.kernel.organisation.paths.PathField(max_length=255)),
                ('measures', models.TextField(blank=True, verbose_name='measures')),
                ('funds_planned', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='funds planned')),
                ('funds_actual', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='funds spent')),
                ('first_due_on', models.DateField(verbose_name='first deadline')),
                ('due_on', models.DateField(verbose_name='deadline')),
                ('due_at', models.DateTimeField()),
                ('contingency_plan', models.TextField(blank=True, verbose_name='emergency plan')),
                ('interim_control', models.TextField(blank=True, verbose_name='interim control')),
                ('state', models.CharField(choices=[('assigned', 'Assigned'), ('in_work', 'In rectification'), ('extension_asked', 'Extension asked'), ('reported', 'To verify'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], default='assigned', max_length=15)),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round of repair')),
                ('assigned_at', models.DateTimeField()),
                ('repaired_at', models.DateTimeField(null=True, verbose_name='repaired')),
                ('repaired_on', models.DateField(null=True, verbose_name='finished on')),
                ('verify_due_at', models.DateTimeField(null=True)),
                ('verified_at', models.DateTimeField(null=True, verbose_name='verified')),
                ('step', models.PositiveSmallIntegerField(default=0, help_text='Step reached on the escalation ladder.')),
                ('restored_at', models.DateTimeField(help_text='Taken over from a ledger kept elsewhere; proves nothing here.', null=True)),
                ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='organisation.person')),
                ('owner_post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('step_post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
                ('verifier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='organisation.person')),
            ],
            options={
                'verbose_name': 'rectification',
                'indexes': [models.Index(fields=['owner', 'due_at', 'id'], name='rectification_owner'), models.Index(fields=['verifier', 'due_at', 'id'], name='rectification_verifier'), models.Index(fields=['unit_path', 'first_due_on'], name='rectification_path_due'), models.Index(condition=models.Q(('state__in', ['assigned', 'in_work', 'extension_asked'])), fields=['due_at'], name='rectification_to_repair'), models.Index(condition=models.Q(('state', 'reported')), fields=['verify_due_at'], name='rectification_to_verify')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('source',), name='rectification_one_a_source'), models.CheckConstraint(condition=models.Q(('verifier__isnull', True), models.Q(('verifier', models.F('owner')), _negated=True), _connector='OR'), name='rectification_verifier_is_another'), models.CheckConstraint(condition=models.Q(models.Q(('repaired_at__isnull', True), ('repaired_on__isnull', True)), models.Q(('repaired_at__isnull', False), ('repaired_on__isnull', False)), _connector='OR'), name='rectification_repaired_pair'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), ('verified_at__isnull', False)), models.Q(models.Q(('state', 'verified'), _negated=True), ('verified_at__isnull', True)), _connector='OR'), name='rectification_verified_at'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['reported', 'verified']), _negated=True), ('repaired_at__isnull', False), _connector='OR'), name='rectification_reported_is_repaired'), models.CheckConstraint(condition=models.Q(models.Q(('funds_planned__isnull', True), ('funds_planned__gte', 0), _connector='OR'), models.Q(('funds_actual__isnull', True), ('funds_actual__gte', 0), _connector='OR')), name='rectification_funds')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('due_on', models.DateField(verbose_name='deadline')),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('rectification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='actions.rectification')),
            ],
            options={
                'verbose_name': 'notice',
                'constraints': [models.UniqueConstraint(fields=('rectification', 'number'), name='notice_number')],
            },
        ),
        migrations.CreateModel(
            name='FundsRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('purpose', models.CharField(max_length=500, verbose_name='purpose')),
                ('asked_at', models.DateTimeField()),
                ('granted', models.DecimalField(decimal_places=2, help_text='0: refused.', max_digits=14, null=True, verbose_name='granted')),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('lapsed_at', models.DateTimeField(help_text='Overtaken by the repair or its withdrawal before any decision.', null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('decider_post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('rectification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funds_requests', to='actions.rectification')),
            ],
            options={
                'verbose_name': 'funds request',
                'indexes': [models.Index(condition=models.Q(('decided_at__isnull', True), ('lapsed_at__isnull', True)), fields=['decider_post'], name='funds_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True), ('lapsed_at__isnull', True)), fields=('rectification',), name='funds_one_open'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='funds_decided_by_another'), models.CheckConstraint(condition=models.Q(('lapsed_at__isnull', True), ('decided_at__isnull', True), _connector='OR'), name='funds_lapsed_undecided'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('granted__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False)), _connector='OR'), name='funds_decided_pair'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_amount'), models.CheckConstraint(condition=models.Q(('granted__isnull', True), ('granted__gte', 0), _connector='OR'), name='funds_granted')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(verbose_name='new deadline')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('interim_control', models.TextField(verbose_name='interim control')),
                ('asked_at', models.DateTimeField()),
                ('granted', models.BooleanField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('lapsed_at', models.DateTimeField(help_text='Overtaken by the repair or its withdrawal before any decision.', null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('decider_post', models.ForeignKey(help_text='The post of the line this waits for.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('rectification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='actions.rectification')),
            ],
            options={
                'verbose_name': 'extension',
                'indexes': [models.Index(condition=models.Q(('decided_at__isnull', True), ('lapsed_at__isnull', True)), fields=['decider_post'], name='extension_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True), ('lapsed_at__isnull', True)), fields=('rectification',), name='extension_one_open'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='extension_decided_by_another'), models.CheckConstraint(condition=models.Q(('lapsed_at__isnull', True), ('decided_at__isnull', True), _connector='OR'), name='extension_lapsed_undecided'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('granted__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False)), _connector='OR'), name='extension_decided_pair'), models.CheckConstraint(condition=models.Q(('to_on__gt', models.F('from_on'))), name='extension_is_later'), models.CheckConstraint(condition=models.Q(('interim_control', ''), _negated=True), name='extension_has_interim_control')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('repair', 'Repair'), ('verify', 'Verification')], max_length=12)),
                ('due_at', models.DateTimeField()),
                ('step', models.PositiveSmallIntegerField()),
                ('days_over', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('rectification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='actions.rectification')),
            ],
            options={
                'verbose_name': 'escalation',
                'constraints': [models.UniqueConstraint(fields=('rectification', 'stage', 'due_at', 'step'), name='escalation_once')],
            },
        ),
        migrations.CreateModel(
            name='Repair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='what was done')),
                ('done_at', models.DateTimeField(verbose_name='finished')),
                ('reported_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('in_time', models.BooleanField()),
                ('back_filled', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('owner_post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.post')),
                ('rectification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repairs', to='actions.rectification')),
            ],
            options={
                'verbose_name': 'repair',
                'constraints': [models.UniqueConstraint(fields=('rectification', 'round'), name='repair_once_a_round'), models.CheckConstraint(condition=models.Q(('reported_at__gte', models.F('done_at'))), name='repair_not_foretold')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('rectification', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='actions.rectification')),
            ],
        ),
        migrations.CreateModel(
            name='NoticeReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='actions.notice')),
            ],
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('effective', models.BooleanField(verbose_name='effective')),
                ('opinion', models.TextField(blank=True, verbose_name='what you saw')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('rectifier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('repair', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verification', to='actions.repair')),
            ],
            options={
                'verbose_name': 'verification',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by', models.F('rectifier')), _negated=True), models.Q(('by', models.F('owner')), _negated=True)), name='verification_by_another'), models.CheckConstraint(condition=models.Q(('effective', True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='verification_return_says_why')],
            },
        ),
    ]
