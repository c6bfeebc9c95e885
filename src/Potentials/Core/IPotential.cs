using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// Anything that gives an energy: a learned model, an analytic law, a sum of others, a quantum-chemistry code. Immutable and free of
/// scratch memory; whoever wants numbers opens an evaluator.
/// </summary>
public interface IPotential
{
    /// <summary>As it is written in the potential grammar, or the model file's name.</summary>
    string Name { get; }

    /// <summary>Distance beyond which atoms do not see one another, Å; null where the whole structure matters.</summary>
    double? Cutoff { get; }

    /// <summary>Whether it can answer for this element.</summary>
    bool Covers(Element element);

    /// <summary>Opens an evaluator with its own scratch memory. One evaluator serves one caller at a time.</summary>
    IEvaluator Open(EvaluatorOptions options);
}
