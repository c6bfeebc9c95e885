using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// What a Gaussian process of atomic energies compares surroundings by: û = u/|u| with u = ((q − μ)/s, c), q being the invariants of an <see cref="AceForm"/>, μ and s their mean and spread for the atom's element, c a constant. Surroundings of
/// two atoms of one element have the covariance (û·û')² in units of the prior's variance, those of different elements none. Immutable.
/// </summary>
/// <remarks>
/// The constant makes the kernel one of distances, not of angles about an arbitrary point: for large c it is exp(−|q − q'|²/(c s)²), for c = 0 and μ = 0 the dot product of Bartók, Kondor and Csányi (Phys. Rev. B 87, 184115 (2013)).
/// </remarks>
public sealed class GaussianForm
{
    readonly double[][] _centres;
    readonly double[] _scales;

    /// <param name="centres">μ by species, one for each invariant.</param>
    /// <param name="scales">1/s by species.</param>
    /// <param name="constant">c.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public GaussianForm(AceForm invariants, IReadOnlyList<double[]> centres, IReadOnlyList<double> scales, double constant)
    {
        var species = invariants.Elements.Length;
        if (centres.Count != species || scales.Count != species || centres.Any(c => c.Length != invariants.Invariants))
            throw new PotentialException($"{species} elements of {invariants.Invariants} invariants want as many centres and a scale each.");
        if (!(constant > 0 && double.IsFinite(constant)) || scales.Any(s => !(s > 0 && double.IsFinite(s))))
            throw new PotentialException("Scales and the constant of a kernel are above zero.");
        (Invariants, Constant) = (invariants, constant);
        _centres = [.. centres];
        _scales = [.. scales];
    }

    public AceForm Invariants { get; }

    /// <summary>c.</summary>
    public double Constant { get; }

    /// <summary>Numbers of û, zeros at the end included: a whole number of the widest vectors.</summary>
    public int Width => Invariants.Invariants + AceForm.Lanes;

    /// <summary>μ of a species.</summary>
    public ReadOnlySpan<double> Centre(int species) => _centres[species];

    /// <summary>1/s of a species.</summary>
    public double Scale(int species) => _scales[species];

    /// <summary>Writes û, <see cref="Width"/> numbers; returns |u|.</summary>
    public double Normalise(int species, ReadOnlySpan<double> invariants, Span<double> to)
    {
        var centre = _centres[species];
        var scale = _scales[species];
        to = to[..Width];
        to.Clear();
        for (var k = 0; k < centre.Length; k++)
            to[k] = scale * (invariants[k] - centre[k]);
        to[centre.Length] = Constant;
        var norm = Math.Sqrt(Vectors.Dot(to, to));
        foreach (ref var x in to)
            x /= norm;
        return norm;
    }

    /// <summary>Centres and scales of a sample: u is of length one, on average, without the constant.</summary>
    /// <exception cref="PotentialException">The constant is not above zero.</exception>
    public static GaussianForm Of(SurroundingsSample sample, double constant)
    {
        var species = sample.Form.Elements.Length;
        double[][] centres = new double[species][];
        var scales = new double[species];
        for (var s = 0; s < species; s++)
        {
            var mean = centres[s] = new double[sample.Form.Invariants];
            var count = Math.Max(1, sample.Of(s).Count);
            foreach (var row in sample.Of(s))
                Vectors.AddScaled(1.0 / count, row, mean);
            var variance = 0.0;
            foreach (var row in sample.Of(s))
            {
                for (var k = 0; k < mean.Length; k++)
                    variance += (row[k] - mean[k]) * (row[k] - mean[k]) / count;
            }
            // An element whose surroundings never varied has no spread of its own.
            var size = Vectors.Dot(mean, mean);
            scales[s] = 1 / Math.Sqrt(Math.Max(variance, size > 0 ? 1e-6 * size : 1));
        }
        return new GaussianForm(sample.Form, centres, scales, constant);
    }
}
