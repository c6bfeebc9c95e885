namespace Athanor.App;

/// <summary>All verbs, in the order of the help.</summary>
static class VerbList
{
    public static IReadOnlyList<IVerb> All { get; } =
    [
        new InspectVerb(),
        new TrainVerb(),
        new EvaluateVerb(),
        new LabelVerb(),
        new LearnVerb(),
        new WorkerVerb(),
        new AuditVerb(),
        new FingerprintVerb(),
        new RelaxVerb(),
        new PathVerb(),
        new SaddleVerb(),
        new RateVerb(),
        new VibrationsVerb(),
        new PhononsVerb(),
        new VirialVerb(),
        new ElasticVerb(),
        new EosVerb(),
        new ConductivityVerb(),
        new VacancyVerb(),
        new MdVerb(),
        new PimdVerb(),
        new TunnellingVerb(),
        new IsotopesVerb(),
        new UmbrellaVerb(),
        new MetadynamicsVerb(),
        new ReweighVerb(),
        new AnalyzeVerb(),
        new ServeVerb(),
        new ExportVerb(),
        new ModelsVerb(),
        new IonVerb(),
        new ScalingVerb(),
        new StudioVerb(),
        new DoctorVerb(),
    ];
}
