namespace Athanor.Quantum;

/// <summary>
/// The functions of a shell as products: function f is Σ_k Scale · Y(r − Centre) · R_k(|r − Centre|²), Y a polynomial of <see cref="PolynomialTable"/> and R_k one of the shell's sums of Gaussians.
/// </summary>
internal sealed class ShellSeries
{
    // Two columns of weights are the same radial function where they differ by less than this.
    const double Same = 1e-12;

    public ShellSeries(Shell shell, PolynomialTable polynomials)
    {
        Shell = shell;
        var radials = new List<double[]>();
        var terms = new List<Term>();
        for (var f = 0; f < shell.Count; f++)
        {
            foreach (var (radial, polynomial) in Split(shell, f, radials))
            {
                var scale = polynomial[0].Factor;
                terms.Add(new(f, radial, polynomials.Add([.. polynomial.Select(t => (t.Monomial, t.Factor / scale))]), scale));
            }
        }
        Radials = [.. radials.Select(r => new Radial([.. shell.Exponents.Where((_, p) => r[p] != 0)], [.. r.Where(w => w != 0)]))];
        Terms = [.. terms];
    }

    /// <summary>A product that belongs to a function of the shell.</summary>
    public readonly record struct Term(int Function, int Radial, int Polynomial, double Scale);

    /// <summary>R = Σ Weights exp(−Exponents r²).</summary>
    public readonly record struct Radial(double[] Exponents, double[] Weights);

    public Shell Shell { get; }

    public Radial[] Radials { get; }

    /// <summary>In the order of the functions.</summary>
    public Term[] Terms { get; }

    /// <summary>Distance beyond which no function of the shell, nor any term of it, exceeds <paramref name="least"/>.</summary>
    public double Reach(double least)
    {
        var largest = Shell.Transforms.Select(t => t.Max(Math.Abs)).ToArray();
        const double Step = 0.25;
        var r = 0.0;
        for (var next = Step; next < 200; next += Step)
        {
            var bound = 0.0;
            for (var p = 0; p < largest.Length; p++)
                bound += largest[p] * Math.Exp(-Shell.Exponents[p] * next * next);
            if (bound * Math.Pow(Math.Max(1, next), Shell.Momentum) > least)
                r = next;
        }
        return r + Step;
    }

    // Monomials of a function that share a radial function.
    static List<(int Radial, List<(int Monomial, double Factor)> Polynomial)> Split(Shell shell, int f, List<double[]> radials)
    {
        var parts = new List<(int Radial, List<(int Monomial, double Factor)> Polynomial)>();
        for (var c = 0; c < shell.Monomials.Length; c++)
        {
            var column = shell.Transforms.Select(t => t[f * shell.Monomials.Length + c]).ToArray();
            var largest = column.MaxBy(Math.Abs);
            if (largest == 0)
                continue;
            var weights = column.Select(w => w / largest).ToArray();
            var radial = radials.FindIndex(r => r.Zip(weights).All(w => Math.Abs(w.First - w.Second) < Same));
            if (radial < 0)
            {
                radial = radials.Count;
                radials.Add(weights);
            }
            var (x, y, z) = shell.Monomials[c];
            var at = parts.FindIndex(p => p.Radial == radial);
            if (at < 0)
            {
                at = parts.Count;
                parts.Add((radial, []));
            }
            parts[at].Polynomial.Add((Monomials.Index(x, y, z), largest));
        }
        return parts;
    }
}
