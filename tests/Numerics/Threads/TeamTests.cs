namespace Athanor.Numerics.Tests;

public sealed class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_runs_once(int threads)
    {
        using var team = new Team(threads);
        for (var round = 0; round < 300; round++)
        {
            var job = new Count(round % 37);
            team.Run(job, round % 37);
            Assert.All(job.Times, t => Assert.Equal(1, t));
            Assert.InRange(job.HighestWorker, -1, threads - 1);
        }
    }

    [Fact]
    public void A_piece_may_be_a_function_of_its_index()
    {
        using var team = new Team(3);
        var squares = new int[20];
        team.Run(k => squares[k] = k * k, 20);
        Assert.Equal([.. Enumerable.Range(0, 20).Select(k => k * k)], squares);
    }

    [Fact]
    public void Sleepers_wake()
    {
        using var team = new Team(3);
        for (var round = 0; round < 20; round++)
        {
            var job = new Count(11);
            team.Run(job, 11);
            Assert.All(job.Times, t => Assert.Equal(1, t));
            Thread.Sleep(round % 3);
        }
    }

    [Fact]
    public void An_idle_team_does_not_burn_the_core()
    {
        using var team = new Team(4);
        team.Run(new Count(8), 8);
        Assert.True(SpinWait.SpinUntil(() => team.Sleeping == 3, TimeSpan.FromSeconds(20)), $"{team.Sleeping} of 3 workers sleep");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_lowest_failure_surfaces_and_the_team_goes_on(int threads)
    {
        using var team = new Team(threads);
        for (var round = 0; round < 100; round++)
        {
            var thrown = Assert.Throws<InvalidDataException>(() => team.Run(new Fail(), 40));
            Assert.Equal("piece 7", thrown.Message);
        }
        var job = new Count(9);
        team.Run(job, 9);
        Assert.All(job.Times, t => Assert.Equal(1, t));
    }

    [Fact]
    public void A_run_within_its_own_team_is_refused()
    {
        using var team = new Team(2);
        Assert.Throws<InvalidOperationException>(() => team.Run(new Nested(team), 4));
        team.Run(new Nested(Team.Single), 4);
    }

    [Fact]
    public void Callers_take_turns()
    {
        using var team = new Team(2);
        var jobs = Enumerable.Range(0, 4).Select(_ => new Count(500)).ToArray();
        var callers = jobs.Select(j => new Thread(() => team.Run(j, 500))).ToArray();
        foreach (var c in callers)
            c.Start();
        foreach (var c in callers)
            c.Join();
        Assert.All(jobs, j => Assert.All(j.Times, t => Assert.Equal(1, t)));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using var team = new Team(2);
        var job = new Count(64);
        team.Run(job, 64);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            team.Run(job, 64);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_disposed_team_refuses()
    {
        var team = new Team(2);
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Count(3), 3));
    }

    sealed class Count(int n) : IJob
    {
        public readonly int[] Times = new int[n];
        public int HighestWorker = -1;

        public void Run(int index, int worker)
        {
            Interlocked.Increment(ref Times[index]);
            if (worker > HighestWorker)
                HighestWorker = worker;
        }
    }

    sealed class Fail : IJob
    {
        public void Run(int index, int worker)
        {
            if (index % 8 == 7)
                throw new InvalidDataException($"piece {index}");
        }
    }

    sealed class Nested(Team team) : IJob
    {
        readonly Count _inner = new(3);

        public void Run(int index, int worker) => team.Run(_inner, 3);
    }
}
