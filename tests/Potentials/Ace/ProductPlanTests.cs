using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

public sealed class ProductPlanTests
{
    public static TheoryData<int[], int> Plans => new()
    {
        { [2], 2 },
        { [4, 4], 2 },
        { [3, 3, 3], 0 },
        { [3, 3, 3], 2 },
        { [2, 2, 2, 2], 2 },
        { [3, 3, 3, 3], 0 },
        { [4, 3, 2, 1], 1 },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Tensors_turn_as_harmonics_do(int[] degrees, int output)
    {
        var plan = new ProductPlan(degrees, output);
        var random = new Random(5);
        Vec3[] points = [.. Enumerable.Range(0, 6).Select(_ => new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
        foreach (var turn in new[] { Rotation.Random(random), Rotation.Mirror(new(1, 2, -0.5)) * Rotation.Random(random) })
        {
            double[] before = Planes(plan, points), after = Planes(plan, [.. points.Select(p => turn * p)]);
            foreach (var path in plan.Paths)
            {
                // A tensor is Σ_m T_m Y_m as a function on the sphere; turned, it has at the turned place the value it had before.
                var at = new Vec3(0.3, -0.8, 0.5);
                Assert.Equal(Function(before, path, at), Function(after, path, turn * at), 1e-10 * (1 + Math.Abs(Function(before, path, at))));
            }
        }
    }

    public static TheoryData<int[], int> PseudoPlans => new()
    {
        { [3, 3, 3], 2 },
        { [4, 4, 4], 0 },
        { [3, 3, 3, 3], 0 },
        { [2, 2, 2, 2], 1 },
    };

    /// <summary>Scalars (and tensors) that reflections turn over.</summary>
    [Theory]
    [MemberData(nameof(PseudoPlans))]
    public void Pseudotensors_turn_as_harmonics_do_and_reflections_change_their_sign_besides(int[] degrees, int output)
    {
        var plan = new ProductPlan(degrees, output, pseudo: true);
        var random = new Random(5);
        Vec3[] points = [.. Enumerable.Range(0, 6).Select(_ => new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
        var turn = Rotation.Random(random);
        foreach (var (change, sign) in new[] { (turn, 1), (Rotation.Mirror(new(1, 2, -0.5)) * turn, -1), (-1.0 * Mat3.Identity, -1) })
        {
            double[] before = Planes(plan, points), after = Planes(plan, [.. points.Select(p => change * p)]);
            foreach (var path in plan.Paths)
            {
                var at = new Vec3(0.3, -0.8, 0.5);
                var expected = sign * Function(before, path, at);
                Assert.Equal(expected, Function(after, path, change * at), 1e-10 * (1 + Math.Abs(expected)));
                Assert.True(Math.Abs(expected) > 1e-6, $"{path} {expected}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PseudoPlans))]
    public void There_are_as_many_pseudotensors_as_the_symmetric_powers_hold(int[] degrees, int output)
    {
        var plan = new ProductPlan(degrees, output, pseudo: true);
        for (var order = 1; order <= plan.Order; order++)
        {
            for (var l = 0; l <= output; l++)
                Assert.Equal(Multiplicity(degrees[order - 1], order, l, pseudo: true), plan.Paths.Count(p => p.Order == order && p.Degree == l));
        }
    }

    /// <summary>Three factors need three different degrees of odd sum that make a triangle: 2, 3, 4 are the first; or four factors.</summary>
    [Fact]
    public void The_first_pseudoscalars_of_one_channel()
    {
        int Of(int highest, int order) => Multiplicity(highest, order, 0, pseudo: true);
        Assert.Equal([0, 0, 0, 0, 0], Enumerable.Range(0, 5).Select(l => Of(l, 2)));
        Assert.Equal([0, 0, 0, 0, 1], Enumerable.Range(0, 5).Select(l => Of(l, 3)));
        Assert.Equal([0, 0, 0, 3, 14], Enumerable.Range(0, 5).Select(l => Of(l, 4)));
    }

    /// <summary>Products of each two pseudoscalars are invariants of rotation and reflection, the last ones of a plan, and are what they are called.</summary>
    [Theory]
    [InlineData(new[] { 3, 3, 3, 2 }, new[] { 3, 3, 3, 3 }, 6)]
    [InlineData(new[] { 4, 3 }, new[] { 4, 4, 4 }, 1)]
    [InlineData(new[] { 4, 4, 4, 2 }, new[] { 4, 4, 4, 3 }, 10)]
    public void Products_of_two_pseudoscalars_are_true(int[] degrees, int[] odd, int count)
    {
        ProductPlan plain = new(degrees, 0), plan = new(degrees, 0, odd: odd), pseudo = new(odd, 0, pseudo: true);
        Assert.Equal(plain.Paths.Length + count, plan.Paths.Length);
        var random = new Random(5);
        Vec3[] points = [.. Enumerable.Range(0, 6).Select(_ => new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
        double[] values = Planes(plan, points), halves = Planes(pseudo, points);
        var expected = new List<double>();
        for (var i = 0; i < pseudo.Paths.Length; i++)
        {
            for (var j = i; j < pseudo.Paths.Length; j++)
                expected.Add(halves[pseudo.Paths[i].First] * halves[pseudo.Paths[j].First]);
        }
        var got = plan.Paths[^count..].Select(p => values[p.First]).ToList();
        foreach (var value in expected)
            Assert.Contains(got, g => Math.Abs(g - value) < 1e-10 * Math.Max(1, Math.Abs(value)));
        foreach (var turn in new[] { Rotation.Random(random), Rotation.Mirror(new(1, 2, -0.5)) * Rotation.Random(random) })
        {
            var after = Planes(plan, [.. points.Select(p => turn * p)]);
            foreach (var path in plan.Paths)
                Assert.Equal(values[path.First], after[path.First], 1e-10 * (1 + Math.Abs(values[path.First])));
        }
    }

    static double Function(double[] planes, ProductPath path, Vec3 at)
    {
        var y = RealHarmonics.Of(at, path.Degree);
        return Enumerable.Range(0, 2 * path.Degree + 1).Sum(m => planes[path.First + m] * y[path.Degree * path.Degree + m]);
    }

    static double[] Planes(ProductPlan plan, Vec3[] points)
    {
        var planes = new double[plan.Planes];
        foreach (var point in points)
        {
            var y = RealHarmonics.Of(point, plan.Degrees[0]);
            for (var k = 0; k < y.Length; k++)
                planes[k] += y[k] * (1 + 0.7 * point.Length);
        }
        SlowAce.Multiply(plan, planes);
        return planes;
    }

    /// <summary>All independent tensors are there and no more: as many as group theory counts.</summary>
    [Theory]
    [MemberData(nameof(Plans))]
    public void There_are_as_many_tensors_as_the_symmetric_powers_hold(int[] degrees, int output)
    {
        var plan = new ProductPlan(degrees, output);
        for (var order = 1; order <= plan.Order; order++)
        {
            for (var l = 0; l <= output; l++)
                Assert.Equal(Multiplicity(degrees[order - 1], order, l), plan.Paths.Count(p => p.Order == order && p.Degree == l && (order > 1 || l <= degrees[0])));
        }
    }

    // How often the tensors of degree L occur in the symmetric power of those of degree 0 … highest: characters, integrated over rotations with and without inversion.
    static int Multiplicity(int highest, int power, int degree, bool pseudo = false)
    {
        const int Points = 400;
        var sum = 0.0;
        foreach (var inverted in new[] { false, true })
        {
            for (var i = 0; i < Points; i++)
            {
                var angle = (i + 0.5) * Math.PI / Points;
                double Character(int l, double t, bool flip) => (flip && l % 2 != 0 ? -1 : 1) * Enumerable.Range(-l, 2 * l + 1).Sum(m => Math.Cos(m * t));
                var powers = Enumerable.Range(1, power).Select(k => Enumerable.Range(0, highest + 1).Sum(l => Character(l, k * angle, inverted && k % 2 != 0))).ToArray();
                // Newton's identities: complete symmetric polynomials from sums of powers.
                var complete = new double[power + 1];
                complete[0] = 1;
                for (var n = 1; n <= power; n++)
                    complete[n] = Enumerable.Range(1, n).Sum(k => complete[n - k] * powers[k - 1]) / n;
                sum += 0.5 * (1 - Math.Cos(angle)) / Points * complete[power] * Character(degree, angle, inverted) * (pseudo && inverted ? -1 : 1);
            }
        }
        return (int)Math.Round(sum);
    }
}
