using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public sealed class ElasticTensorTests
{
    // Measured, silicon at room temperature: 165.7, 63.9, 79.6 GPa, 2.329 g/cm³ (McSkimin and Andreatch 1964).
    static readonly ElasticTensor Silicon = Cubic(165.7, 63.9, 79.6);
    const double Density = 2.329 / 1.66053906660;

    [Fact]
    public void Cubic_crystals_have_the_textbooks_averages()
    {
        double c11 = 165.7, c12 = 63.9, c44 = 79.6;
        var m = Silicon.Averages;
        Assert.Equal((c11 + 2 * c12) / 3, Units.GigaPascal * m.Bulk, 1e-9);
        Assert.Equal(m.BulkVoigt, m.BulkReuss, 1e-12);
        Assert.Equal((c11 - c12 + 3 * c44) / 5, Units.GigaPascal * m.ShearVoigt, 1e-9);
        Assert.Equal(5 * (c11 - c12) * c44 / (4 * c44 + 3 * (c11 - c12)), Units.GigaPascal * m.ShearReuss, 1e-9);
        // From the ratio A of Zener: A^U = 6/5 (√A − 1/√A)².
        var zener = 2 * c44 / (c11 - c12);
        Assert.Equal(1.2 * (zener + 1 / zener - 2), m.Anisotropy, 1e-9);
        // Along ⟨100⟩ and ⟨111⟩ (Nye): 130 and 188 GPa.
        Assert.Equal(130.1, Units.GigaPascal * Silicon.YoungAlong(new Vec3(0, 0, 2)), 0.2);
        Assert.Equal(187.9, Units.GigaPascal * Silicon.YoungAlong(new Vec3(1, 1, 1)), 0.3);
        Assert.Equal(1 / (3 * m.Bulk), Silicon.LinearCompressibility(new Vec3(1, 2, 3)), 1e-9);
        double[] expected = [c44, c44, c44, c11 - c12, c11 - c12, c11 + 2 * c12];
        Assert.All(Silicon.Eigenvalues.Select(e => Units.GigaPascal * e).Zip(expected.Order()), p => Assert.Equal(p.Second, p.First, 1e-9));
    }

    [Fact]
    public void Sound_along_the_axes_is_as_in_the_formulas()
    {
        double Speed(double modulus) => 1000 * Math.Sqrt(modulus / 2.329);
        var along = SoundVelocity.Along(Silicon, Density, new Vec3(0, 1, 0));
        Assert.Equal(Speed(79.6), along[0].Velocity, 0.01);
        Assert.Equal(Speed(79.6), along[1].Velocity, 0.01);
        Assert.Equal(Speed(165.7), along[2].Velocity, 0.01);
        Assert.Equal(1, Math.Abs(along[2].Polarization.Y), 1e-9);
        var diagonal = SoundVelocity.Along(Silicon, Density, new Vec3(1, 1, 0));
        Assert.Equal(Speed((165.7 - 63.9) / 2), diagonal[0].Velocity, 0.01);
        Assert.Equal(Speed(79.6), diagonal[1].Velocity, 0.01);
        Assert.Equal(Speed((165.7 + 63.9 + 2 * 79.6) / 2), diagonal[2].Velocity, 0.01);
        // From elastic constants, measured at low temperature, 645 K; these are those at room temperature.
        var debye = DebyeModel.Of(Silicon, Density, 8 / Math.Pow(5.431, 3));
        Assert.InRange(debye.Temperature, 640, 650);
        Assert.Equal(debye.Temperature, DebyeModel.OfGrains(Silicon.Averages, Density, 8 / Math.Pow(5.431, 3)).Temperature, 8.0);
    }

    [Fact]
    public void An_isotropic_solid_is_the_same_in_all_directions()
    {
        var glass = Cubic(100, 40, 30);
        Assert.Equal(0, glass.Averages.Anisotropy, 1e-9);
        var random = new Random(1);
        for (var trial = 0; trial < 5; trial++)
        {
            var turned = glass.Rotated(Rotation.Random(random));
            for (var k = 0; k < 36; k++)
                Assert.Equal(glass.Values[k], turned.Values[k], 1e-12);
        }
        Assert.Equal(DebyeModel.OfGrains(glass.Averages, 1, 1).Temperature, DebyeModel.Of(glass, 1, 1).Temperature, 1e-6);
    }

    [Fact]
    public void Turning_is_the_fourth_order_tensors()
    {
        var (random, r) = (new Random(4), Rotation.Random(new Random(9)));
        var c = new double[36];
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j <= i; j++)
                c[6 * i + j] = c[6 * j + i] = random.NextDouble();
        }
        var (tensor, turned) = (new ElasticTensor(c), new ElasticTensor(c).Rotated(r));
        foreach (var (i, j, k, l) in new[] { (0, 0, 0, 0), (0, 1, 2, 2), (1, 2, 0, 2), (2, 0, 2, 0) })
        {
            double sum = 0;
            for (var n = 0; n < 81; n++)
            {
                var (a, b, d, e) = (n / 27, n / 9 % 3, n / 3 % 3, n % 3);
                sum += r[i, a] * r[j, b] * r[k, d] * r[l, e] * tensor.Component(a, b, d, e);
            }
            Assert.Equal(sum, turned.Component(i, j, k, l), 1e-12);
        }
    }

    [Theory]
    [InlineData("1", 21, 6)]
    [InlineData("2", 13, 6)]
    [InlineData("222", 9, 6)]
    [InlineData("4", 7, 4)]
    [InlineData("422", 6, 4)]
    [InlineData("3", 7, 3)]
    [InlineData("32", 6, 3)]
    [InlineData("6", 5, 3)]
    [InlineData("23", 3, 2)]
    public void Groups_leave_as_many_coefficients_as_Nye_says(string group, int coefficients, int strains)
    {
        Mat3 z(double angle) => Rotation.About(new Vec3(0, 0, 1), angle * Math.PI / 180);
        Mat3 x = Rotation.About(new Vec3(1, 0, 0), Math.PI), d = Rotation.About(new Vec3(1, 1, 1), 2 * Math.PI / 3);
        Mat3[] generators = group switch
        {
            "1" => [],
            "2" => [x],
            "222" => [x, z(180)],
            "4" => [z(90)],
            "422" => [z(90), x],
            "3" => [z(120)],
            "32" => [z(120), x],
            "6" => [z(60)],
            _ => [z(180), d],
        };
        var all = new List<Mat3> { Mat3.Identity };
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var g in generators)
            {
                var next = g * all[i];
                if (!all.Exists(a => Math.Sqrt(((a - next).Transposed * (a - next)).Trace) < 1e-9))
                    all.Add(next);
            }
        }
        var forms = ElasticForms.Under(all);
        Assert.Equal(coefficients, forms.Basis.Count);
        Assert.True(forms.Strains(whole: true).Count <= strains, $"{forms.Strains(whole: true).Count} strains");
        // Any of the allowed stiffnesses is found again from its answers, of stress as of energy.
        var random = new Random(coefficients);
        var c = new double[36];
        foreach (var form in forms.Basis)
        {
            var weight = random.NextDouble();
            for (var k = 0; k < 36; k++)
                c[k] += weight * form[k];
        }
        foreach (var whole in new[] { true, false })
        {
            var applied = forms.Strains(whole);
            double[] Stress(double[] e) => [.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Sum(j => c[6 * i + j] * e[j]))];
            var (found, residual) = forms.Solve(applied, [.. applied.Select(e => whole ? Stress(e) : [Stress(e).Zip(e, (s, q) => s * q).Sum()])]);
            Assert.Equal(0, residual, 1e-9);
            for (var k = 0; k < 36; k++)
                Assert.Equal(c[k], found[k], 1e-7);
        }
    }

    static ElasticTensor Cubic(double c11, double c12, double c44)
    {
        var c = new double[36];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
                c[6 * i + j] = (i == j ? c11 : c12) / Units.GigaPascal;
            c[7 * (i + 3)] = c44 / Units.GigaPascal;
        }
        return new ElasticTensor(c);
    }
}
