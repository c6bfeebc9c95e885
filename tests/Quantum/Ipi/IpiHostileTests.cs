using System.Diagnostics;
using System.Net.Sockets;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>The other side dies, hangs or sends nonsense.</summary>
public sealed class IpiHostileTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("dies at once", "closed the connection")]
    [InlineData("dies computing", "closed the connection")]
    [InlineData("hangs", "said nothing for 0.5 s")]
    [InlineData("hangs in a number", "said nothing for 0.5 s")]
    [InlineData("dribbles", "said nothing for 0.5 s")]
    [InlineData("noise", "not i-PI's protocol")]
    [InlineData("another header", "answered 'HELLO' where READY was expected")]
    [InlineData("atoms", "answered for 2,147,483,647 atoms instead of 3")]
    [InlineData("negative atoms", "answered for -5 atoms")]
    [InlineData("text", "announces 2,147,483,647 bytes")]
    [InlineData("negative text", "announces -1 bytes")]
    [InlineData("nan", "not a finite number")]
    [InlineData("nan force", "force on atom 2")]
    public void A_bad_client_costs_one_structure(string manner, string says)
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address},timeout=0.5,wait=20");
        using (var evaluator = potential.Open(EvaluatorOptions.Default))
        {
            var watch = Stopwatch.StartNew();
            var bad = Task.Factory.StartNew(() => Misbehave(address, manner), TaskCreationOptions.LongRunning);
            var error = Assert.Throws<PotentialException>(() => Samples.Ask(evaluator, Samples.Cluster()));
            Assert.Contains(says, error.Message);
            Assert.True(watch.Elapsed < Patience);
            Assert.True(Ends(bad));
            var good = Task.Factory.StartNew(() => Misbehave(address, "well"), TaskCreationOptions.LongRunning);
            Assert.Equal(Units.Hartree, Samples.Ask(evaluator, Samples.Cluster()).Energy, 1e-12);
            ((IDisposable)potential).Dispose();
            Assert.True(Ends(good));
        }
    }

    [Fact]
    public void A_client_that_died_between_two_structures_costs_nothing()
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address},wait=20");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        for (var round = 0; round < 3; round++)
        {
            var client = Task.Factory.StartNew(() => Misbehave(address, "well, once"), TaskCreationOptions.LongRunning);
            Assert.Equal(Units.Hartree, Samples.Ask(evaluator, Samples.Cluster()).Energy, 1e-12);
            Assert.True(Ends(client));
        }
        ((IDisposable)potential).Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Waiting_ends_when_told_to(bool comes)
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address},wait=60");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        using var evaluator = potential.Open(EvaluatorOptions.Default with { Cancellation = stop.Token });
        var client = comes ? Task.Factory.StartNew(() => Misbehave(address, "hangs"), TaskCreationOptions.LongRunning) : Task.CompletedTask;
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => Samples.Ask(evaluator, Samples.Cluster()));
        Assert.True(watch.Elapsed < Patience);
        Assert.True(Ends(client));
        using var limited = potential.Open(EvaluatorOptions.Default with { TimeLimit = TimeSpan.FromSeconds(0.4) });
        client = Task.Factory.StartNew(() => Misbehave(address, "hangs"), TaskCreationOptions.LongRunning);
        Assert.Contains("said nothing for 0.4 s", Assert.Throws<PotentialException>(() => Samples.Ask(limited, Samples.Cluster())).Message);
        Assert.True(Ends(client));
        ((IDisposable)potential).Dispose();
    }

    [Fact]
    public void A_virial_that_is_not_computed_is_not_taken_for_a_stress_of_zero()
    {
        var address = Samples.FreeName();
        var bulk = Samples.Cluster();
        bulk = new Structure(bulk.Elements.ToArray(), bulk.Positions, Cell.Cubic(70), Periodicity.All);
        var potential = Samples.Open($"ipi:{address},wait=20");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var client = Task.Factory.StartNew(() => Misbehave(address, "well"), TaskCreationOptions.LongRunning);
        Assert.Contains(",no-virial", Assert.Throws<PotentialException>(() => Samples.Ask(evaluator, bulk)).Message);
        var prediction = new Prediction();
        evaluator.Evaluate(bulk, Request.Forces, prediction);
        Assert.Equal(Units.Hartree, prediction.Energy, 1e-12);
        using var without = Samples.Open($"ipi:{address},no-virial").Open(EvaluatorOptions.Default);
        Assert.False(Samples.Ask(without, bulk).StressIn(bulk)!.Value.IsFinite);
        ((IDisposable)potential).Dispose();
        Assert.True(Ends(client));
    }

    [Theory]
    [InlineData("atoms", "has 2,147,483,647 atoms, and the structure given here")]
    [InlineData("text", "announces 1,073,741,824 bytes of initial text")]
    [InlineData("noise", "not i-PI's protocol")]
    [InlineData("another header", "sent 'HELLO'")]
    [InlineData("forces first", "asked for forces before it sent positions")]
    [InlineData("half", "closed the connection")]
    [InlineData("flat cell", "sent a cell for Si8 (pbc T T T) that is none")]
    [InlineData("slow", "said nothing for 0.5 s")]
    public void A_bad_server_is_left_with_a_sentence(string manner, string says)
    {
        var error = Assert.ThrowsAny<PotentialException>(() => ServedBy(wire =>
        {
            switch (manner)
            {
                case "atoms":
                    wire.Header("POSDATA").Reals(Nine(10)).Reals(Nine(0.1)).Int(int.MaxValue).Send(Patience);
                    break;
                case "text":
                    wire.Header("INIT").Int(0).Int(1 << 30).Send(Patience);
                    break;
                case "noise":
                    wire.Bytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 200, 201, 202]).Send(Patience);
                    break;
                case "another header":
                    wire.Header("HELLO").Send(Patience);
                    break;
                case "forces first":
                    wire.Header("GETFORCE").Send(Patience);
                    break;
                case "half":
                    wire.Header("POSDATA").Reals(Nine(10)).Send(Patience);
                    return;
                case "flat cell":
                    wire.Header("POSDATA").Reals(new double[9]).Reals(new double[9]).Int(8).Reals(new double[24]).Send(Patience);
                    break;
                case "slow":
                    wire.Bytes("POS"u8).Send(Patience);
                    break;
            }
            // Until the client is gone.
            wire.Speaks(Patience);
        }));
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void Messages_may_come_in_one_piece_and_status_at_any_time()
    {
        var structure = Samples.Silicon();
        var energy = 0.0;
        var end = ServedBy(wire =>
        {
            wire.Header("STATUS").Send(Patience);
            Assert.Equal("NEEDINIT", wire.ReadHeader(Patience));
            wire.Header("STATUS").Header("INIT").Int(3).Int(0).Header("STATUS").Send(Patience);
            Assert.Equal("NEEDINIT", wire.ReadHeader(Patience));
            Assert.Equal("READY", wire.ReadHeader(Patience));
            var h = new double[9];
            IpiUnits.FromCell(structure.Cell!, h);
            wire.Header("POSDATA").Reals(h).Reals(new double[9]).Int(structure.Count);
            IpiUnits.FromPositions(IpiUnits.Numbers(structure.Positions));
            wire.Reals(IpiUnits.Numbers(structure.Positions)).Header("GETFORCE").Header("STATUS").Send(Patience);
            Assert.Equal("FORCEREADY", wire.ReadHeader(Patience));
            var e = new double[1];
            wire.ReadReals(e, Patience);
            energy = Units.Hartree * e[0];
            Assert.Equal(structure.Count, wire.ReadInt(Patience));
            wire.ReadReals(new double[3 * structure.Count + 9], Patience);
            Assert.Equal(0, wire.ReadInt(Patience));
            Assert.Equal("READY", wire.ReadHeader(Patience));
        });
        Assert.Equal(IpiEnd.Closed, end);
        Assert.Equal(Samples.Direct("sw", Samples.Silicon()).Energy, energy, 1e-9);
    }

    static bool Ends(Task client) => client.Wait(Patience);

    static double[] Nine(double edge) => [edge, 0, 0, 0, edge, 0, 0, 0, edge];

    static IpiEnd ServedBy(Action<IpiWire> server)
    {
        var address = IpiAddress.Parse(Samples.FreeName());
        using var listener = address.NewSocket();
        listener.Bind(address.EndPoint());
        listener.Listen();
        var task = Task.Factory.StartNew(() =>
        {
            using var wire = new IpiWire(listener.Accept());
            server(wire);
        }, TaskCreationOptions.LongRunning);
        try
        {
            using var evaluator = Samples.Open("sw").Open(EvaluatorOptions.Default);
            return new IpiClient(address, Samples.Silicon(), evaluator) { Patience = TimeSpan.FromSeconds(0.5) }.Serve(Patience);
        }
        finally
        {
            Assert.True(task.Wait(Patience));
            File.Delete(address.Path!);
        }
    }

    /// <summary>A client of three atoms that all feel 1 Hartree/Bohr along x, in one of many manners.</summary>
    static void Misbehave(string address, string manner)
    {
        var end = IpiAddress.Parse(address);
        using var socket = end.NewSocket();
        var watch = Stopwatch.StartNew();
        while (!socket.Connected && watch.Elapsed < Patience)
        {
            try
            {
                socket.Connect(end.EndPoint());
            }
            catch (SocketException)
            {
                Thread.Sleep(20);
            }
        }
        using var wire = new IpiWire(socket);
        try
        {
            while (Step(wire, manner))
            {
            }
        }
        catch (IpiFault)
        {
            // The server has let this one go, or has ended.
        }
    }

    static bool Step(IpiWire wire, string manner)
    {
        if (manner == "dies at once")
            return false;
        if (wire.ReadHeader(Patience) != "STATUS")
            return false;
        if (manner is "noise" or "another header")
        {
            wire.Bytes(manner == "noise" ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 11] : "HELLO       "u8).Send(Patience);
            return !wire.Speaks(Patience);
        }
        wire.Header("READY").Send(Patience);
        Assert.Equal("POSDATA", wire.ReadHeader(Patience));
        wire.ReadReals(new double[18], Patience);
        Assert.Equal(3, wire.ReadInt(Patience));
        wire.ReadReals(new double[9], Patience);
        if (manner == "dies computing")
            return false;
        Assert.Equal("STATUS", wire.ReadHeader(Patience));
        if (manner == "hangs")
            return !wire.Speaks(Patience);
        for (var k = 0; manner == "dribbles" && k < 11; k++)
        {
            wire.Bytes("H"u8).Send(Patience);
            Thread.Sleep(100);
        }
        wire.Header("HAVEDATA").Send(Patience);
        Assert.Equal("GETFORCE", wire.ReadHeader(Patience));
        wire.Header("FORCEREADY").Reals([manner == "nan" ? double.NaN : 1]);
        if (manner == "hangs in a number")
        {
            wire.Bytes([3, 0]).Send(Patience);
            return !wire.Speaks(Patience);
        }
        wire.Int(manner switch { "atoms" => int.MaxValue, "negative atoms" => -5, _ => 3 });
        wire.Reals([1, 0, 0, 1, manner == "nan force" ? double.NaN : 0, 0, 1, 0, 0]).Reals(new double[9]);
        wire.Int(manner switch { "text" => int.MaxValue, "negative text" => -1, _ => 5 }).Bytes("words"u8).Send(Patience);
        return manner != "well, once";
    }
}
