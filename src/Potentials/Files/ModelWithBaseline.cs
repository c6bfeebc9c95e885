using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>A learned model on top of the potential it was trained to correct; one potential under the model's name.</summary>
public sealed class ModelWithBaseline : IPotential, IDescribed
{
    readonly WeightedSum _sum;

    public ModelWithBaseline(IPotential model, IPotential baseline)
    {
        Model = model;
        Baseline = baseline;
        _sum = new WeightedSum([(1.0, model), (1.0, baseline)]);
    }

    public IPotential Model { get; }

    public IPotential Baseline { get; }

    public string Name => Model.Name;

    public string Card => PotentialCard.Of(Model);

    public JsonObject? Details => (Model as IDescribed)?.Details;

    public double? Cutoff => _sum.Cutoff;

    public bool Covers(Element element) => _sum.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => _sum.Open(options);
}
