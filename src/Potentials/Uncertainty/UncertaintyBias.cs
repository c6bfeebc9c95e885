using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// An ensemble with a reward for disagreement, so that dynamics goes to where its members differ: E′ = E + A [exp(−σ² / (N B²)) − 1], σ² being the sample variance of the members' energies and N the number of atoms. Where they
/// agree it is the ensemble; the farther they are apart the lower it lies, by A at most (Kulichenko et al., Nat. Comput. Sci. 3, 230 (2023)). For exploring alone: what is sampled on it is no thermal average.
/// </summary>
/// <remarks>Virials are the ensemble's own where structures repeat: members say nothing of theirs. So it does not belong into runs at constant pressure.</remarks>
public sealed class UncertaintyBias : IPotential
{
    /// <summary>eV/√atom; where a spread begins to count.</summary>
    public const double UsualWidth = 0.02;

    /// <param name="ensemble">With members.</param>
    /// <param name="height">A, eV; above zero.</param>
    /// <param name="width">B, eV/√atom; above zero.</param>
    /// <exception cref="PotentialException">It has no members, or a number is not above zero.</exception>
    public UncertaintyBias(IPotential ensemble, double height, double width = UsualWidth)
    {
        if (!(height > 0 && width > 0 && double.IsFinite(height) && double.IsFinite(width)))
            throw new PotentialException(string.Create(CultureInfo.InvariantCulture, $"A bias has a height and a width above zero, not {height} eV and {width} eV/√atom."));
        if (EnsembleMembers.Of(ensemble).Count < 2)
            throw new PotentialException($"'{ensemble.Name}' has no members who could disagree, so dynamics cannot be pushed to where they do. Take a committee, or train with one.");
        (Ensemble, Height, Width) = (ensemble, height, width);
    }

    /// <summary>What it is without the bias.</summary>
    public IPotential Ensemble { get; }

    /// <summary>A, eV.</summary>
    public double Height { get; }

    /// <summary>B, eV/√atom.</summary>
    public double Width { get; }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Ensemble.Name}, biased by {Height} eV");

    /// <summary>None: the bias knows of all atoms.</summary>
    public double? Cutoff => null;

    public bool Covers(Element element) => Ensemble.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new UncertaintyBiasEvaluator(this, options);
}
