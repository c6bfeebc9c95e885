namespace Athanor.Potentials;

/// <summary>
/// A potential that stands for several: their mean is its prediction, and the sample standard deviation over them (divisor M − 1) its epistemic uncertainty, of energies, of forces, and of whatever is computed from each of them.
/// A committee of fits, heads on one body, or draws from a posterior.
/// </summary>
public interface IEnsemble : IPotential
{
    /// <summary>At least two, or none where a model that can carry members has none; each can be used by itself. What has no uncertainty (a baseline) is part of each.</summary>
    IReadOnlyList<IPotential> Members { get; }
}
