using System.Globalization;
using System.Text;
using Athanor.Atoms;

namespace Athanor.Potentials.Tests;

/// <summary>Tables of closed functions, made here, and the same functions in a plain loop.</summary>
static class EamSamples
{
    internal const double Cutoff = 5.0;

    /// <summary>F(ρ), eV.</summary>
    internal static double Embedding(int a, double rho) => (a == 0 ? -1.2 : -0.9) * Math.Sqrt(rho + 0.01) + 0.02 * rho;

    /// <summary>What an atom of element b brings to one of element a; where densities do not depend on both, b alone counts.</summary>
    internal static double Density(bool pairs, int a, int b, double r) => Smooth(r) * (b == 0 ? 1 : 1.3) * (pairs && a != b ? 0.7 : 1) * Math.Exp(-(b == 0 ? 1.7 : 1.5) * (r - 2.5));

    internal static double Pair(int a, int b, double r) => Smooth(r) * (a + b == 0 ? 0.25 : a + b == 1 ? 0.2 : 0.35) * Math.Exp(-2.2 * (r - 2.6));

    static double Smooth(double r) => r >= Cutoff ? 0 : Math.Pow(1 - r / Cutoff, 3) * 6;

    /// <summary>As a setfl file.</summary>
    /// <param name="pairs">Whether densities depend on both elements.</param>
    internal static string Setfl(bool pairs, int densities = 1000, int radii = 1000, params string[] elements)
    {
        double drho = 60.0 / (densities - 1), dr = Cutoff / (radii - 1);
        var text = new StringBuilder("Tables of closed functions\nfor tests\n\n");
        text.Append(Text($"{elements.Length} {string.Join(' ', elements)}\n{densities} {drho:R} {radii} {dr:R} {Cutoff}\n"));
        void Table(int count, double step, Func<double, double> f)
        {
            for (var k = 0; k < count; k++)
                text.Append(f(k * step).ToString("R", CultureInfo.InvariantCulture)).Append(k % 5 == 4 || k == count - 1 ? '\n' : ' ');
        }

        for (var a = 0; a < elements.Length; a++)
        {
            text.Append(Text($"{Element.Parse(elements[a]).AtomicNumber} {Element.Parse(elements[a]).Mass} 3.6 fcc\n"));
            Table(densities, drho, rho => Embedding(a, rho));
            for (var b = 0; b < (pairs ? elements.Length : 1); b++)
                Table(radii, dr, r => Density(pairs, pairs ? b : a, a, r));
        }
        for (var a = 0; a < elements.Length; a++)
        {
            for (var b = 0; b <= a; b++)
                Table(radii, dr, r => r * Pair(a, b, r));
        }
        return text.ToString();
    }

    /// <summary>Two elements as a potential of the grammar; densities of both of them.</summary>
    internal static string Expression { get; } = PotentialGrammar.Quote("eam:" + Written(Setfl(true, 2000, 2000, "Cu", "Ni"), "CuNi.eam"));

    /// <summary>A file of its own for a test.</summary>
    internal static string Written(string content, string name)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("athanor-eam-").FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    static string Text(FormattableString s) => s.ToString(CultureInfo.InvariantCulture);
}
