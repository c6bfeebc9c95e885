using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>What Psi4 1.3.2 found with the auxiliary functions that <see cref="AuxiliaryBasis.For"/> makes for cc-pVDZ; <see cref="Psi4FittingTests"/> asks it again.</summary>
static class FittingReference
{
    /// <param name="Field">Energy of the fitted field, Eh.</param>
    /// <param name="Frozen">Same-spin and opposite-spin energies of MP2, cores frozen.</param>
    /// <param name="Full">The same of all electrons.</param>
    /// <param name="Gradient">Of the fitted field, Eh/bohr.</param>
    public sealed record Known(string Name, Structure Structure, double Field, (double Same, double Opposite) Frozen, (double Same, double Opposite) Full, Vec3[] Gradient);

    public static Structure Water => new([new(8), new(1), new(1)], [new(0, 0, 0), new(0, 0.7569503273, 0.5858822766), new(0, -0.7569503273, 0.5858822766)]);

    public static Structure Hydroxyl => new([new(8), new(1)], [new(0, 0, 0), new(0, 0, 0.9697)]) { Multiplicity = 2 };

    static Structure FormicAcid => new(
        [new(6), new(8), new(8), new(1), new(1)],
        [new(0, 0, 0), new(0, 0, 1.202), new(1.1014639693, 0, -0.768391908), new(-0.9083821871, 0, -0.615020977), new(1.8589804712, 0, -0.1593330034)]);

    public static IReadOnlyList<Known> All { get; } =
    [
        new("H2O", Water, -76.026807817004, (-0.050716656535, -0.150900940910), (-0.051527824561, -0.152428565901),
            [new(0, 0, -0.014161533), new(0, 0.009991126, 0.007080766), new(0, -0.009991126, 0.007080766)]),
        new("OH", Hydroxyl, -75.393863272058, (-0.036164113805, -0.112809531263), (-0.036814745949, -0.114182020477),
            [new(0, 0, -0.012376393), new(0, 0, 0.012376393)]),
        new("HCOOH", FormicAcid, -188.781427315213, (-0.133368833043, -0.366077167845), (-0.135643374849, -0.370686516417),
            [new(-0.010014148, 0, -0.029029467), new(-0.002902338, 0, 0.045360428), new(0.003131022, 0, -0.029907708), new(-0.004199604, 0, -0.000781776), new(0.013985068, 0, 0.014358522)]),
    ];

    /// <summary>A set as Psi4 reads one.</summary>
    public static string Gbs(BasisSet set, IEnumerable<Element> elements)
    {
        var text = new StringBuilder("spherical\n****\n");
        foreach (var element in elements)
        {
            text.Append(CultureInfo.InvariantCulture, $"{element.Symbol} 0\n");
            foreach (var shell in set.For(element))
            {
                foreach (var l in shell.Momenta)
                    text.Append(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(CompactBasis.Letters[l])} 1 1.0\n{shell.Exponents[0]:F17} 1.0\n");
            }
            text.Append("****\n");
        }
        return text.ToString();
    }

    /// <summary>Psi4's input: the field, its gradient, and MP2 with and without cores.</summary>
    public static string Input(Structure structure, string auxiliary)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"molecule {{\n{structure.Charge:0} {structure.Multiplicity ?? 1}\n");
        for (var i = 0; i < structure.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{structure.Elements[i].Symbol} {structure.Positions[i].X:R} {structure.Positions[i].Y:R} {structure.Positions[i].Z:R}\n");
        text.Append(CultureInfo.InvariantCulture, $$"""
            units angstrom
            no_reorient
            no_com
            symmetry c1
            }
            set { basis cc-pvdz
            df_basis_scf {{auxiliary}}
            df_basis_mp2 {{auxiliary}}
            reference {{(structure.Multiplicity is > 1 ? "uhf" : "rhf")}}
            scf_type df
            mp2_type df
            e_convergence 1e-11
            d_convergence 1e-10
            ints_tolerance 1e-14
            }
            g = gradient('scf')
            for i in range(g.rows()):
                print_out('GRADIENT %.12f %.12f %.12f\n' % (g.get(i, 0), g.get(i, 1), g.get(i, 2)))
            set freeze_core true
            energy('mp2')
            print_out('ENERGIES %.12f %.12f %.12f\n' % (variable('SCF TOTAL ENERGY'), variable('MP2 SAME-SPIN CORRELATION ENERGY'), variable('MP2 OPPOSITE-SPIN CORRELATION ENERGY')))
            set freeze_core false
            energy('mp2')
            print_out('ENERGIES %.12f %.12f %.12f\n' % (variable('SCF TOTAL ENERGY'), variable('MP2 SAME-SPIN CORRELATION ENERGY'), variable('MP2 OPPOSITE-SPIN CORRELATION ENERGY')))

            """);
        return text.ToString();
    }
}
