namespace Athanor.Potentials.Behler.N2p2;

/// <summary>Folders that n2p2, RuNNer and LAMMPS's <c>pair_style hdnnp</c> run.</summary>
sealed class N2p2Export : IModelExport
{
    public string Name => "n2p2";

    public string Summary => "a folder with input.nn, scaling.data and weights.ZZZ.data, in Å and eV";

    public bool IsFolder => true;

    public string? WhyNot(IPotential potential) => potential switch
    {
        _ when Network(potential) is { } model => N2p2Folder.WhyNot(model),
        ModelWithBaseline { Model: BehlerModel } on =>
            $"it stands on top of '{on.Baseline.Name}', which n2p2 does not compute. Its network alone can be written: '{PotentialGrammar.Quote(on.Name)} - {on.Baseline.Name}'; or train with --baseline none.",
        Committee => "it is an ensemble, and a folder holds one model; write its members one by one.",
        _ => "n2p2 runs networks on symmetry functions.",
    };

    public void Write(IPotential potential, string path) => N2p2Folder.Write(Network(potential)!, path);

    /// <summary>The network where there is nothing else: by itself, or a model on a baseline less that baseline.</summary>
    static BehlerModel? Network(IPotential potential) => potential switch
    {
        BehlerModel { Baseline: null } model => model,
        WeightedSum { Terms: [(1, ModelWithBaseline { Model: BehlerModel model, Baseline: var on }), (-1, var less)] } when on.Name == less.Name => model,
        _ => null,
    };
}
