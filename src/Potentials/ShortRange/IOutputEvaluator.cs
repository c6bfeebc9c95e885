using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// Evaluates a short-range model that gives numbers of every atom beside its energy, for an energy that is made of these numbers: first all outputs, then, once their
/// maker knows what each is worth to it, the forces of both energies. So charges that a model predicts act at any distance, with exact forces.
/// </summary>
interface IOutputEvaluator : IEvaluator
{
    /// <summary>Current for the structure last evaluated, and shared: what the maker sums over neighbours needs no other list.</summary>
    Neighbours Neighbours { get; }

    /// <param name="outputs">Out: by atom in the structure's order, as many numbers as the model gives.</param>
    /// <exception cref="PotentialException">As <see cref="IEvaluator.Evaluate"/>.</exception>
    void Outputs(Structure structure, Span<double> outputs);

    /// <summary>Energy of the model; forces and virial of it and, with cotangents constant, of Σ cotangent · output.</summary>
    /// <param name="cotangents">∂(other energy)/∂output, laid out as the outputs; empty for none.</param>
    void Evaluate(Structure structure, ReadOnlySpan<double> cotangents, Request request, Prediction into);

    /// <summary>Calls <paramref name="visit"/> for every directed edge with the gradient of its centre's first output; indices are the structure's. One thread, slow.</summary>
    void VisitOutputGradients(Structure structure, OutputGradientVisitor visit);
}
