using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Behler;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Learning;

/// <summary>A sparse Gaussian process of atomic energies over invariants of the cluster expansion, with the predictive variance of every energy and force.</summary>
sealed class GaussianPreset : ITrainingPreset
{
    /// <summary>Products up to order 3, which the kernel squares.</summary>
    static readonly int[] Degrees = [3, 3, 3];

    const int Channels = 32;

    /// <summary>Of the kernel, where u is one without it; 10 did as well, 1.5 worse (silicon).</summary>
    const double Constant = 4;

    /// <summary>Sparse surroundings: one for so many labels, within bounds.</summary>
    const int LabelsAPoint = 4, FewestPoints = 50, MostPoints = 1000;

    /// <summary>Atoms of an element among which sparse surroundings are looked for.</summary>
    const int MostCandidates = 4000;

    public string Name => "gp";

    public string Summary => "a sparse Gaussian process over invariants of the cluster expansion, with predictive variances; for hundreds of frames";

    public string? DefaultBaseline => "zbl";

    public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team)
    {
        if (options.Hidden is not null)
            throw new PotentialException("The preset 'gp' is a Gaussian process: it has no hidden layers. Leave --hidden out.");
        Structure[] seen = [.. training.Select(i => frames[i].Structure)];
        Element[] elements = [.. frames.SelectMany(f => f.Structure.Elements.ToArray()).Distinct().Order()];
        InstantPreset.RefuseTooMany(elements.Length, Name);
        var cutoff = options.Cutoff ?? SymmetryFunctionChoice.SuggestCutoff(seen);
        var embedding = elements.Length > InstantPreset.MostApart
            ? ElementLikeness.Of([.. training.Select(i => frames[i])], elements, cutoff, InstantPreset.Width, atomEnergies, team)
            : null;
        var sample = SurroundingsSample.Of(Invariants(elements, cutoff, options.Seed, Crowding.Of(seen, cutoff), embedding), seen, MostCandidates, team);
        var form = GaussianForm.Of(sample, Constant);
        var points = Math.Clamp(seen.Sum(s => 1 + 3 * s.Count) / LabelsAPoint, FewestPoints, MostPoints);
        return new GaussianTrainable(SparseSurroundings.Choose(form, sample, points), sample.Range, atomEnergies, frames, options);
    }

    static AceForm Invariants(Element[] elements, double cutoff, int seed, double crowding, AceEmbedding? embedding)
    {
        var basis = new RadialBasis(InstantPreset.RadialFunctions, cutoff, InstantPreset.RadialScale * cutoff);
        var rows = embedding?.Width ?? elements.Length * elements.Length;
        var size = 1 / Math.Sqrt(Math.Max(1, crowding) * (embedding is null ? 1 : rows));
        return new AceForm(elements, basis, Degrees, Channels, InstantPreset.Mixing(rows, Channels, seed, size), embedding: embedding);
    }
}
