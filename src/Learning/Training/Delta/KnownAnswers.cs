using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A dear potential that need not be asked again about structures for which it has answered: the frames of the training, when the model is assessed on them. Otherwise it is the potential itself.</summary>
sealed class KnownAnswers(IPotential potential, IReadOnlyDictionary<string, BaselineLabel> known) : IPotential, IDescribed
{
    public string Name => potential.Name;

    public string Card => PotentialCard.Of(potential);

    public System.Text.Json.Nodes.JsonObject? Details => (potential as IDescribed)?.Details;

    public double? Cutoff => potential.Cutoff;

    public bool Covers(Element element) => potential.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(potential.Open(options), known);

    sealed class Evaluator(IEvaluator evaluator, IReadOnlyDictionary<string, BaselineLabel> known) : IEvaluator, IForceNoise
    {
        const Request Kept = Request.Forces | Request.Virial;

        public double ForceNoise => (evaluator as IForceNoise)?.ForceNoise ?? 0;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            // What may be left out (charges, energies by atom) is not asked for here; Born charges and virials by atom are.
            if ((request & (Request.BornCharges | Request.AtomVirials)) == 0
                && known.TryGetValue(StructureDigest.Of(structure), out var label) && label.Failed is null && ((request & Kept) == 0 || label.Forces is not null))
                label.CopyTo(into, structure.Count);
            else
                evaluator.Evaluate(structure, request, into);
        }

        public void Dispose() => evaluator.Dispose();
    }
}
