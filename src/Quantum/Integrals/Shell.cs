using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Basis functions on one atom that share their exponents: function f is Σ_p Σ_c Transforms[p][f, c] · (r − Centre)^c exp(−Exponents[p] |r − Centre|²), c running over <see cref="Monomials"/>.
/// Contraction, normalisation and the step to solid harmonics are all in the transforms, so that SP shells and general contractions are nothing special to the integrals.
/// </summary>
internal sealed class Shell
{
    public Shell(ElementShell published, int atom, Vec3 centre, int first)
    {
        Atom = atom;
        Centre = centre;
        First = first;
        Exponents = published.Exponents;
        Momentum = published.Momenta.Max();
        Count = published.Count;
        Monomials = [.. published.Momenta.Distinct().Order().SelectMany(Quantum.Monomials.Shell)];
        Transforms = MakeTransforms(published);
    }

    // ∂/∂Centre of every function: those along x, then y, then z. (x − X)^i exp(−a …) gives 2a (x − X)^{i+1} − i (x − X)^{i−1}.
    Shell(Shell of)
    {
        Atom = of.Atom;
        Centre = of.Centre;
        First = of.First;
        Exponents = of.Exponents;
        Momentum = of.Momentum + 1;
        Count = 3 * of.Count;
        Monomials = [.. of.Monomials.Select(c => c.X + c.Y + c.Z).SelectMany(l => (int[])[l - 1, l + 1]).Where(l => l >= 0).Distinct().Order().SelectMany(Quantum.Monomials.Shell)];
        Transforms = [.. Exponents.Select((a, p) => Differentiated(of, a, of.Transforms[p]))];
    }

    Shell()
    {
        Atom = -1;
        Exponents = [0];
        Count = 1;
        Monomials = [(0, 0, 0)];
        Transforms = [[1.0]];
    }

    /// <summary>The function that is 1 everywhere. Paired with it a shell stands alone, which makes integrals over three and over two functions. It has no norm and no atom.</summary>
    public static Shell Unit { get; } = new();

    /// <summary>Index of the atom.</summary>
    public int Atom { get; }

    /// <summary>bohr.</summary>
    public Vec3 Centre { get; }

    /// <summary>Number of the first of its functions in the whole basis.</summary>
    public int First { get; }

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>The highest l among its functions.</summary>
    public int Momentum { get; }

    public double[] Exponents { get; }

    /// <summary>Powers of x, y, z that occur.</summary>
    public (int X, int Y, int Z)[] Monomials { get; }

    /// <summary>For each primitive, [function, monomial] by rows.</summary>
    public double[][] Transforms { get; }

    /// <summary>The shells of a structure in the order of its atoms.</summary>
    /// <exception cref="Potentials.PotentialException">The set lacks one of the elements.</exception>
    public static Shell[] Place(BasisSet basis, ReadOnlySpan<Element> elements, ReadOnlySpan<Vec3> bohr)
    {
        var shells = new List<Shell>();
        var first = 0;
        for (var atom = 0; atom < elements.Length; atom++)
        {
            foreach (var published in basis.For(elements[atom]))
            {
                shells.Add(new(published, atom, bohr[atom], first));
                first += published.Count;
            }
        }
        return [.. shells];
    }

    /// <summary>A shell of the derivatives of all functions with respect to their centre: axis · <see cref="Count"/> + function. Its integrals are derivatives of integrals.</summary>
    public Shell Derivatives() => new(this);

    double[] Differentiated(Shell of, double exponent, double[] transform)
    {
        var result = new double[Count * Monomials.Length];
        for (var f = 0; f < of.Count; f++)
        {
            for (var c = 0; c < of.Monomials.Length; c++)
            {
                var weight = transform[f * of.Monomials.Length + c];
                var (x, y, z) = of.Monomials[c];
                Add(0, (x + 1, y, z), 2 * exponent * weight);
                Add(1, (x, y + 1, z), 2 * exponent * weight);
                Add(2, (x, y, z + 1), 2 * exponent * weight);
                Add(0, (x - 1, y, z), -x * weight);
                Add(1, (x, y - 1, z), -y * weight);
                Add(2, (x, y, z - 1), -z * weight);
            }

            void Add(int axis, (int X, int Y, int Z) monomial, double weight)
            {
                if (weight != 0)
                    result[(axis * of.Count + f) * Monomials.Length + Array.IndexOf(Monomials, monomial)] += weight;
            }
        }
        return result;
    }

    double[][] MakeTransforms(ElementShell published)
    {
        var transforms = Exponents.Select(_ => new double[Count * Monomials.Length]).ToArray();
        var f = 0;
        for (var column = 0; column < published.Momenta.Length; column++)
        {
            var l = published.Momenta[column];
            var weights = Contraction(l, published.Coefficients[column]);
            var at = Array.FindIndex(Monomials, c => c.X + c.Y + c.Z == l);
            foreach (var row in published.Cartesian ? SolidHarmonics.Cartesian(l) : SolidHarmonics.Spherical(l))
            {
                for (var p = 0; p < weights.Length; p++)
                {
                    for (var c = 0; c < row.Length; c++)
                        transforms[p][f * Monomials.Length + at + c] = weights[p] * row[c];
                }
                f++;
            }
        }
        return transforms;
    }

    // Weights of the bare x^l exp(−a r²), such that the contraction has norm one.
    double[] Contraction(int l, double[] coefficients)
    {
        var norm = 0.0;
        for (var p = 0; p < Exponents.Length; p++)
        {
            for (var q = 0; q < Exponents.Length; q++)
                norm += coefficients[p] * coefficients[q] * Math.Pow(2 * Math.Sqrt(Exponents[p] * Exponents[q]) / (Exponents[p] + Exponents[q]), l + 1.5);
        }
        return [.. Exponents.Select((a, p) =>
            coefficients[p] / Math.Sqrt(norm) * Math.Pow(2 * a / Math.PI, 0.75) * Math.Pow(4 * a, 0.5 * l) / Math.Sqrt(SolidHarmonics.OddFactorial(2 * l - 1)))];
    }
}
